"""The map of the target areas."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cluster_portal.languages.codes import active_language
from cluster_portal.maps import Map, MapPoint, render_map

if TYPE_CHECKING:
    from cluster_portal.strategy.models import TargetArea


def area_map(areas: Iterable["TargetArea"]) -> Map | None:
    """Return the world with the target countries shaded by tier and the target regions marked; None without any."""
    areas = list(areas)
    if not areas:
        return None
    countries = [area for area in areas if area.kind == area.Kind.COUNTRY]
    regions = [area for area in areas if area.kind == area.Kind.REGION and area.latitude is not None]
    return render_map(
        view="world",
        areas={area.country: area.tier for area in countries},
        points=[
            MapPoint(
                name=str(area.display_name),
                latitude=float(area.latitude or 0),
                longitude=float(area.longitude or 0),
                country=area.country,
                tier=area.tier,
            )
            for area in regions
        ],
        language=active_language(),
        title=_("Target countries and regions"),
        tier_labels={tier.value: str(tier.label) for tier in areas[0].Tier},
        ident="areas",
    )
