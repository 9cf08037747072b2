"""The points of partners, read without the rest of them: a map of thousands needs no more."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from cluster_portal.languages.codes import active_language, reading_order
from cluster_portal.languages.routing import address_of_path
from cluster_portal.maps import MapPoint
from cluster_portal.maps.frames import View

#: Above this, points that share a cell are one before they are drawn: a map groups them anyway.
_MOST_SINGLE_POINTS = 300
#: Cells per degree of latitude and of longitude: they are much smaller than the distance between markers.
_CELLS: dict[View, tuple[float, float]] = {"europe": (4, 2.5), "world": (1, 0.75)}


class Place(NamedTuple):
    """Where a partner is (degrees; None where that is not known), as ``PartnerQuerySet.places`` reads it.

    ``titles`` come in the reading order of the active language, each empty where the page is not published in it.
    """

    latitude: Any
    longitude: Any
    country: str
    is_this_cluster: bool
    path: str | None
    titles: Sequence[str | None]

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> "Place":
        """Return the place in a row of ``PartnerQuerySet.places``."""
        return cls(*row[:_FACTS], row[_FACTS:])

    @staticmethod
    def width() -> int:
        """Return how many columns such a row has."""
        return _FACTS + len(reading_order(active_language()))


_FACTS = len(Place._fields) - 1


def points_of(places: Iterable[Place], view: View = "europe") -> list[MapPoint]:
    """Return the points of those of which the place is known, each with its name and address for the reader.

    Of many points those of a cell are one, named after the first; the cluster's own stays by itself.
    """
    placed = [place for place in places if place.latitude is not None]
    if len(placed) <= _MOST_SINGLE_POINTS:
        return [_point(place) for place in placed]
    return [_point(place, others) for place, others in _by_cell(placed, view)]


def _by_cell(places: Iterable[Place], view: View) -> list[tuple[Place, int]]:
    """Return one place per cell and country, with how many others there are."""
    tall, wide = _CELLS[view]
    first: dict[Any, Place] = {}
    others: dict[Any, int] = {}
    for place in places:
        latitude, longitude, country, is_this_cluster, *_more = place
        cell = "" if is_this_cluster else (country, latitude * tall // 1, longitude * wide // 1)
        if cell in first:
            others[cell] = others.get(cell, 0) + 1
        else:
            first[cell] = place
    return [(place, others.get(cell, 0)) for cell, place in first.items()]


def _point(place: Place, others: int = 0) -> MapPoint:
    language = active_language()
    named = zip(reading_order(language), place.titles, strict=True)
    code, name = next(((code, title) for code, title in named if title), (language, ""))
    return MapPoint(
        name=name,
        latitude=place.latitude,
        longitude=place.longitude,
        country=place.country,
        url=address_of_path(place.path or "", language) or "",
        label_lang="" if code == language else code,
        home=place.is_this_cluster,
        others=others,
    )
