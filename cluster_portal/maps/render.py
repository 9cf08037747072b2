"""Drawing a map."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import override

from cluster_portal.maps import elements, wording
from cluster_portal.maps.frames import FRAMES, View
from cluster_portal.maps.ground import can_shade, draw_ground
from cluster_portal.maps.grouping import Marker, marker
from cluster_portal.maps.layers import MOST_MARKERS, GroupUrl, draw_layers
from cluster_portal.maps.points import TIERS, Line, MapPoint


@dataclass(frozen=True)
class LegendEntry:
    """A tier that the map shows and what it means; `map.css` has a swatch for it."""

    tier: str
    label: str


@dataclass(frozen=True)
class Map:
    """A drawn map and what a template needs around it.

    `outside` are the points that lie beyond the view, `outside_areas` the codes of areas that it does not
    show; the caption names both, after saying what the map shows.
    """

    view: View
    svg: SafeString
    caption: str
    legend: tuple[LegendEntry, ...]
    outside: tuple[MapPoint, ...]
    outside_areas: tuple[str, ...]


def render_map(
    view: View = "europe",
    areas: Mapping[str, str] | None = None,
    points: Sequence[MapPoint] = (),
    lines: Sequence[Line] = (),
    language: str = "en",
    *,
    title: str = "",
    tier_labels: Mapping[str, str] | None = None,
    group_url: GroupUrl = "",
    ident: str = "map",
    most: int = MOST_MARKERS,
) -> Map:
    """Draw a map with its texts in a language of the portal.

    `areas` shades countries by ISO 3166-1 alpha-2 code, `lines` connect points (see `star`). `group_url` is
    where a group of crowded points leads, or a function that says so for the points of a group. `ident`
    begins the ids in the drawing: maps on the same page need different ones. `most` is how many markers a layer
    has at most. Raises ValueError for a tier that does not exist.
    """
    wanted = areas or {}
    _check([*wanted.values(), *(point.tier for point in points if point.tier)])
    shown = {code: tier for code, tier in wanted.items() if can_shade(view, code)}
    missing = tuple(code for code in wanted if code not in shown)
    markers = [marker(point, view) for point in points]
    inside = [single for single in markers if FRAMES[view].holds(single.x, single.y)]
    outside = tuple(single.points[0] for single in markers if not FRAMES[view].holds(single.x, single.y))
    with override(language):
        legend = _legend(shown, inside, tier_labels or {})
        labels = {entry.tier: entry.label for entry in legend}
        caption = wording.description(
            [(entry.label, _area_names(entry.tier, shown, inside)) for entry in legend],
            [single.points[0] for single in inside if not single.points[0].tier],
            [*map(wording.country_name, missing), *(point.name for point in outside)],
            sum(point.others for point in outside),
        )
        content = [
            *draw_ground(view, shown, labels, ident),
            *draw_layers(view, inside, lines, labels, group_url, language, most),
        ]
        svg = elements.root(FRAMES[view], ident, title or wording.map_title(view), caption, content)
    return Map(view, svg, caption, legend, outside, missing)


def _check(tiers: Iterable[str]) -> None:
    if unknown := set(tiers).difference(TIERS):
        raise ValueError(f"Unknown tiers {sorted(unknown)}; there are {', '.join(TIERS)}.")


def _legend(
    shown: Mapping[str, str], inside: Sequence[Marker], labels: Mapping[str, str]
) -> tuple[LegendEntry, ...]:
    used = {*shown.values(), *(single.points[0].tier for single in inside)}
    return tuple(LegendEntry(tier, wording.tier_label(tier, labels)) for tier in TIERS if tier in used)


def _area_names(tier: str, shown: Mapping[str, str], inside: Sequence[Marker]) -> list[str]:
    countries = [wording.country_name(code) for code, found in shown.items() if found == tier]
    return [*countries, *(single.points[0].name for single in inside if single.points[0].tier == tier)]
