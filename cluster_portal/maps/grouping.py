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

    @property
    def count(self) -> int:
        """Return how many places the marker stands for."""
        return sum(1 + point.others for point in self.points)


def marker(point: MapPoint, view: View) -> Marker:
    """Return the marker of a single point."""
    return Marker(*place(view, float(point.longitude), float(point.latitude)), (point,))


def group(markers: Sequence[Marker], distance: float) -> list[Marker]:
    """Return markers that are at least `distance` units apart from each other, in the order given.

    Markers are taken where they are densest first, home before all others; each joins the nearest one taken
    before that is closer than `distance`. The work grows with the number of markers, not with its square.
    """
    cells = [_cell(single, distance) for single in markers]
    density = Counter(cells)
    crowds = {cell: sum(density[near] for near in _around(cell)) for cell in density}
    groups: list[list[int]] = []
    leading: dict[Cell, list[list[int]]] = {}
    for index in sorted(range(len(markers)), key=lambda i: (not markers[i].home, -crowds[cells[i]])):
        nearest, gap = None, distance**2
        for cell in _around(cells[index]):
            for found in leading.get(cell, ()):
                apart = _square(markers[found[0]], markers[index])
                if apart < gap:
                    nearest, gap = found, apart
        if nearest is None:
            nearest = []
            groups.append(nearest)
            leading.setdefault(cells[index], []).append(nearest)
        nearest.append(index)
    return [_merge([markers[index] for index in found]) for found in sorted(groups, key=min)]


def group_at_most(markers: Sequence[Marker], distance: float, most: int) -> list[Marker]:
    """Return markers at least `distance` units apart, or further, so that they are no more than `most`."""
    grouped = group(markers, distance)
    while len(grouped) > most:
        distance *= 1.25
        grouped = group(grouped, distance)
    return grouped


def _merge(markers: Sequence[Marker]) -> Marker:
    leader = markers[0]
    return Marker(leader.x, leader.y, tuple(point for single in markers for point in single.points))


def _square(first: Marker, second: Marker) -> float:
    return (first.x - second.x) ** 2 + (first.y - second.y) ** 2


def _cell(single: Marker, size: float) -> Cell:
    return int(single.x // size), int(single.y // size)


def _around(cell: Cell) -> list[Cell]:
    return [(cell[0] + i, cell[1] + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
