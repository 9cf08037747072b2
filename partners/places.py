"""The points of partners, read without the rest of them: a map of thousands needs no more."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from cluster_portal.languages.codes import active_language, reading_order
from cluster_portal.languages.routing import address_of_path
from cluster_portal.maps import MapPoint
from cluster_portal.maps.frames import View

#: Above this, points that share a cell are one before they are drawn: a map groups them anyway.
_MOST_SINGLE_POINTS = 120
#: Cells per degree of latitude and of longitude: they are much smaller than the distance between markers.
_CELLS: dict[View, tuple[float, float]] = {"europe": (4, 2.5), "world": (1, 0.75)}


_FACTS = 5
#: What ``PartnerQuerySet.places`` reads: latitude and longitude (text, empty where they are not known), country,
#: whether it is this cluster (text or empty), its path, and its titles in the reading order of the active language.
Place = Sequence[Any]


def columns_of_place() -> int:
    """Return how many columns a place has."""
    return _FACTS + len(reading_order(active_language()))


def points_of(places: Iterable[Place], view: View = "europe") -> list[MapPoint]:
    """Return the points of those of which the place is known, each with its name and address for the reader.

    Of many points those of a cell are one, named after the first; the cluster's own stays by itself.
    """
    placed = [place for place in places if place[0]]
    if len(placed) <= _MOST_SINGLE_POINTS:
        return [_point(place) for place in placed]
    return [_point(place, others) for place, others in _by_cell(placed, view)]


def _by_cell(places: Iterable[Place], view: View) -> list[tuple[Place, int]]:
    """Return one place per cell and country, with how many others there are."""
    tall, wide = _CELLS[view]
    first: dict[Any, Place] = {}
    others: Counter[Any] = Counter()
    for place in places:
        cell: Any = (place[2], float(place[0]) * tall // 1, float(place[1]) * wide // 1)
        if place[3]:
            cell = None
        if cell in first:
            others[cell] += 1
        else:
            first[cell] = place
    return [(place, others[cell]) for cell, place in first.items()]


def _point(place: Place, others: int = 0) -> MapPoint:
    latitude, longitude, country, is_this_cluster, path, *titles = place
    language = active_language()
    named = zip(reading_order(language), titles, strict=True)
    code, name = next(((code, title) for code, title in named if title), (language, ""))
    return MapPoint(
        name=name,
        latitude=float(latitude),
        longitude=float(longitude),
        country=country,
        url=address_of_path(path or "", language) or "",
        label_lang="" if code == language else code,
        home=bool(is_this_cluster),
        others=others,
    )
