"""The map of the target areas, and what of it other maps show."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from cluster_portal.languages.codes import active_language
from cluster_portal.languages.texts import follow_languages_of
from cluster_portal.maps import Map, MapPoint, render_map
from cluster_portal.pages.closed import Reader
from cluster_portal.pages.querysets import may_be_seen

if TYPE_CHECKING:
    from cluster_portal.strategy.models import TargetArea


def area_map(areas: Iterable["TargetArea"]) -> Map | None:
    """Return the world with the target countries shaded by tier and the target regions marked; None without any."""
    areas = list(areas)
    return world_map(Shading(_countries(areas), _regions(areas), _tier_labels()))


def world_map(shaded: "Shading") -> Map | None:
    """Return the world with target areas that were read before; None without any."""
    if not shaded.areas and not shaded.regions:
        return None
    return render_map(
        view="world",
        areas=shaded.areas,
        points=shaded.regions,
        language=active_language(),
        title=_("Target countries and regions"),
        tier_labels=shaded.tier_labels,
        ident="areas",
    )


def _countries(areas: "Iterable[TargetArea]") -> dict[str, str]:
    """Return the tier of each target country, by its code."""
    return {area.country: area.tier for area in areas if area.kind == area.Kind.COUNTRY}


def _regions(areas: "Iterable[TargetArea]") -> list[MapPoint]:
    """Return the target regions of which the place is known; maps have no outline of them."""
    return [
        MapPoint(
            name=str(area.display_name),
            latitude=float(area.latitude or 0),
            longitude=float(area.longitude or 0),
            country=area.country,
            tier=area.tier,
        )
        for area in areas
        if area.kind == area.Kind.REGION and area.latitude is not None
    ]


def _tier_labels() -> dict[str, str]:
    from cluster_portal.strategy.models import TargetArea

    return {tier.value: str(tier.label) for tier in TargetArea.Tier}


class Shading(NamedTuple):
    """What another map shades: countries by tier, regions as points, and what the tiers are called."""

    areas: dict[str, str]
    regions: list[MapPoint]
    tier_labels: dict[str, str]


def shading(reader: Reader) -> Shading:
    """Return the target areas that ``reader`` may see, for a map about something else; one query reads them."""
    from cluster_portal.strategy.models import TargetArea

    found = TargetArea.objects.filter(may_be_seen(reader, "page__")).select_related("page")
    areas = [area for row in found for area in follow_languages_of(row.page, [row])]
    return Shading(_countries(areas), _regions(areas), _tier_labels())
