"""Reading TopoJSON: arcs, the arcs of each country, and the outlines that arcs add up to.

In TopoJSON a border is stored once, as an *arc*, and both neighbours refer to it: by index `i`, or by `~i`
when they run along it the other way. All work here is on these references, so that neighbours always fit.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

Position = tuple[float, float]
Arc = list[Position]
Ring = list[int]


def decode_arcs(topology: dict[str, Any]) -> list[Arc]:
    """Return the arcs as positions (longitude, latitude); quantised arcs are stored as differences."""
    transform = topology.get("transform")
    if transform is None:
        return [[(float(x), float(y)) for x, y in arc] for arc in topology["arcs"]]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    arcs = []
    for differences in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in differences:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(arc)
    return arcs


def polygons(geometry: dict[str, Any]) -> list[list[Ring]]:
    """Return the polygons of a geometry, each as rings; other kinds of geometry have none."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    if geometry["type"] == "MultiPolygon":
        return list(geometry["arcs"])
    return []


def ring_positions(ring: Ring, arcs: list[Arc]) -> Arc:
    """Return the positions of a ring, the first not repeated at the end."""
    positions: Arc = []
    for reference in ring:
        positions.extend(directed(reference, arcs)[:-1])
    return positions


def directed(reference: int, arcs: list[Arc]) -> Arc:
    """Return the positions of an arc in the direction in which it is referred to."""
    return arcs[reference] if reference >= 0 else arcs[~reference][::-1]


def dissolve(rings: Iterable[Ring], arcs: list[Arc]) -> list[Ring]:
    """Return the outlines of rings taken together: an arc used once in each direction is inside and goes."""
    used = {reference for ring in rings for reference in ring}
    leaving: dict[Position, list[int]] = defaultdict(list)
    for reference in sorted(used):
        if ~reference not in used:
            leaving[directed(reference, arcs)[0]].append(reference)
    return list(_closed_walks(leaving, arcs))


def _closed_walks(leaving: dict[Position, list[int]], arcs: list[Arc]) -> Iterator[Ring]:
    for start, references in leaving.items():
        while references:
            here, ring = start, []
            while True:
                if not leaving[here]:
                    raise ValueError(f"The shapes of the atlas do not fit together at {here}.")
                ring.append(leaving[here].pop())
                here = directed(ring[-1], arcs)[-1]
                if here == start:
                    break
            yield ring


def area(positions: Arc) -> float:
    """Return the area that a ring encloses, in squares of its own unit; the sign tells its direction."""
    return (
        sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise([*positions, *positions[:1]]))
        / 2
    )


def contains(positions: Arc, point: Position) -> bool:
    """Tell whether a ring goes around a point."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise([*positions, *positions[:1]]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
