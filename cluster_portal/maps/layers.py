"""The points and lines of a map, drawn once for small maps and once for large ones."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from cluster_portal.maps import elements, wording
from cluster_portal.maps.frames import FRAMES, View, place
from cluster_portal.maps.grouping import Marker, group_at_most
from cluster_portal.maps.labels import Label, place_labels
from cluster_portal.maps.paths import Place
from cluster_portal.maps.points import Line, MapPoint

#: Where groups lead: an address, or a function that gives the address for the points of a group.
GroupUrl = str | Callable[[Sequence[MapPoint]], str]


class Layer(NamedTuple):
    """The markers for maps of one size: how far apart they stand and how far they reach for a finger (units).

    The stylesheet shows `small` on maps narrower than 48 rem; 72 units are 24 pixels on a phone of 375.
    """

    name: str
    distance: int
    reach: int
    labelled: bool


LAYERS = (Layer("small", 72, 36, labelled=False), Layer("large", 26, 16, labelled=True))

#: However many points there are, an overview has no more markers: it would be none, and too heavy for one.
MOST_MARKERS = 60


def draw_layers(
    view: View,
    inside: Sequence[Marker],
    lines: Sequence[Line],
    labels: Mapping[str, str],
    group_url: GroupUrl,
    language: str,
    most: int,
) -> list[SafeString]:
    """Return a layer for each size of map, from the markers of the single points that lie in the view."""
    regions = [single for single in inside if single.points[0].tier]
    markers = [single for single in inside if not single.points[0].tier]
    layers = []
    for layer in reversed(LAYERS):
        # The wider groups are made of the closer ones, which are fewer than the points.
        markers = group_at_most(markers, layer.distance, most)
        shown = [*regions, *markers]
        courses = _courses(lines, shown, view)
        texts = place_labels(shown, courses, FRAMES[view], layer.reach + 4, quiet=not layer.labelled)
        drawn = [elements.line(start, end) for start, end in courses]
        for single, text in zip(shown, texts, strict=True):
            if tier := single.points[0].tier:
                drawn.append(_region(single, tier, labels[tier], text, language))
            else:
                drawn.append(_point(single, layer.reach, group_url, text, language))
        layers.append(elements.layer(layer.name, drawn))
    return layers[::-1]


def _courses(lines: Sequence[Line], markers: Sequence[Marker], view: View) -> list[tuple[Place, Place]]:
    """Return where lines run: each ends where the marker of its point stands, and none is drawn twice."""
    standing = {point: (single.x, single.y) for single in markers for point in single.points} if lines else {}

    def end(point: MapPoint) -> Place:
        return standing.get(point) or place(view, float(point.longitude), float(point.latitude))

    courses = {(end(first), end(second)) for first, second in lines}
    return sorted((first, second) for first, second in courses if first != second)


def _region(single: Marker, tier: str, tier_label: str, label: Label, language: str) -> SafeString:
    point = single.points[0]
    lang = point.foreign_language(language)
    title = point.name if lang else f"{point.name} ({tier_label})"
    return elements.mark(single.x, single.y, tier, title, label, lang)


def _point(single: Marker, reach: int, group_url: GroupUrl, label: Label, language: str) -> SafeString:
    if single.count > 1:
        url = group_url if isinstance(group_url, str) else group_url(single.points)
        return elements.point(single, reach, url, wording.group_name(single.points), "", label)
    point = single.points[0]
    name = wording.point_name(point, language)
    return elements.point(single, reach, point.url, name, point.foreign_language(language), label)
