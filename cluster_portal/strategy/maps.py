"""The map of the target areas."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cluster_portal.languages.codes import active_language
from cluster_portal.maps import Map, MapPoint, render_map

if TYPE_CHECKING:
    from cluster_portal.strategy.models import TargetArea


def area_map(areas: Iterable["TargetArea"]) -> Map:
    """Return the world with the target countries shaded by tier and the target regions as points."""
    areas = list(areas)
    return render_map(
        view="world",
        areas={area.country: area.tier for area in areas if area.kind == area.Kind.COUNTRY},
        points=[
            MapPoint(
                name=str(area.display_name),
                latitude=float(area.latitude),
                longitude=float(area.longitude),
                country=area.country,
            )
            for area in areas
            if area.kind == area.Kind.REGION and area.latitude is not None and area.longitude is not None
        ],
        language=active_language(),
    )
