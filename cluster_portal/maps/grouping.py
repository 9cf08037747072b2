"""Points that crowd become one marker."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_portal.maps.frames import View, place
from cluster_portal.maps.points import MapPoint

Cell = tuple[int, int]


@dataclass(frozen=True)
class Marker:
    """One or more points drawn at one place, that of the first point, in units of the frame."""

    x: float
    y: float
    points: tuple[MapPoint, ...]

    @property
    def home(self) -> bool:
        """Tell whether the place that the map is about is among the points."""
        return any(point.home for point in self.points)


def marker(point: MapPoint, view: View) -> Marker:
    """Return the marker of a single point."""
    return Marker(*place(view, float(point.longitude), float(point.latitude)), (point,))


def group(markers: Sequence[Marker], distance: float) -> list[Marker]:
    """Return markers that are at least `distance` units apart from each other.

    Markers are taken where they are densest first, home before all others; each joins the nearest one taken
    before that is closer than `distance`. The work grows with the number of markers, not with its square.
    """
    density = Counter(_cell(single, distance) for single in markers)

    def crowd(single: Marker) -> int:
        return sum(density[cell] for cell in _around(single, distance))

    groups: list[list[Marker]] = []
    by_cell: dict[Cell, list[list[Marker]]] = {}
    for single in sorted(markers, key=lambda single: (not single.home, -crowd(single))):
        nearest, gap = None, distance**2
        for cell in _around(single, distance):
            for found in by_cell.get(cell, ()):
                apart = (found[0].x - single.x) ** 2 + (found[0].y - single.y) ** 2
                if apart < gap:
                    nearest, gap = found, apart
        if nearest is None:
            groups.append([single])
            by_cell.setdefault(_cell(single, distance), []).append(groups[-1])
        else:
            nearest.append(single)
    return [
        Marker(found[0].x, found[0].y, tuple(point for single in found for point in single.points))
        for found in groups
    ]


def group_at_most(markers: Sequence[Marker], distance: float, most: int) -> list[Marker]:
    """Return markers at least `distance` units apart, or further, so that they are no more than `most`."""
    grouped = group(markers, distance)
    while len(grouped) > most:
        distance *= 1.25
        grouped = group(grouped, distance)
    return grouped


def _cell(single: Marker, size: float) -> Cell:
    return int(single.x // size), int(single.y // size)


def _around(single: Marker, size: float) -> list[Cell]:
    column, row = _cell(single, size)
    return [(column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
