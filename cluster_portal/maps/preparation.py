"""From the world atlas to the outlines that the portal keeps: projected, cut, simplified, rounded."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cluster_portal.maps.frames import Frame
from cluster_portal.maps.graticule import graticule
from cluster_portal.maps.outlines import Outlines
from cluster_portal.maps.paths import polyline
from cluster_portal.maps.simplify import simplify
from cluster_portal.maps.territories import NOBODY, rings_by_country
from cluster_portal.maps.topology import Arc, Ring, area, decode_arcs, dissolve, ring_positions

#: Beyond the frame, lines run along a rectangle this far outside (units), where the reader cannot see them.
OVERHANG = 8


@dataclass(frozen=True)
class Detail:
    """How much is kept, in square units of the frame, and the net of meridians and parallels (degrees).

    Bends below `bend` are straightened, islands below `island` left out; a country below `mark` gets a mark,
    since its shape is too small to be seen shaded.
    """

    bend: float
    island: float
    mark: float
    net_step: int
    net_west: int
    net_east: int


def prepare(topology: dict[str, Any], frame: Frame, detail: Detail) -> Outlines:
    """Return the outlines of a TopoJSON world atlas as they appear in a frame."""
    arcs = decode_arcs(topology)
    drawn = [_draw(arc, frame, detail.bend) for arc in arcs]
    outlines = {
        code: dissolve(rings, arcs) for code, rings in sorted(rings_by_country(topology, arcs).items())
    }
    shapes = {code: _visible(rings, drawn, detail.island) for code, rings in outlines.items()}
    kept = [ring for rings in shapes.values() for ring in rings]
    coast = _visible(dissolve(kept, arcs), drawn, detail.island)
    uses = Counter(max(reference, ~reference) for ring in kept for reference in ring)
    marks = {code: _mark(rings, arcs, frame, detail.mark) for code, rings in outlines.items()}
    return {
        "graticule": graticule(frame, detail.net_step, detail.net_west, detail.net_east),
        "land": "".join(polyline(ring_positions(ring, drawn), closed=True) for ring in coast),
        "borders": "".join(
            polyline(drawn[arc], closed=False) for arc, count in sorted(uses.items()) if count > 1
        ),
        "countries": {
            code: "".join(polyline(ring_positions(ring, drawn), closed=True) for ring in rings)
            for code, rings in shapes.items()
            if rings and code != NOBODY
        },
        "marks": {code: mark for code, mark in marks.items() if mark and code != NOBODY},
    }


def _draw(arc: Arc, frame: Frame, bend: float) -> Arc:
    """Return an arc in units of the frame, cut, simplified and rounded.

    Pressing outside points onto a rectangle around the frame cuts the shapes: what lies outside becomes a
    straight line, which simplifying then removes.
    """
    places = [frame.place(longitude, latitude) for longitude, latitude in arc]
    if any(abs(x - next_x) > frame.width / 2 for (x, _), (next_x, _) in pairwise(places)):
        # An island that lies on the cut of the projection would run across the whole map.
        return [(0.0, 0.0)]
    line = [
        (min(max(x, -OVERHANG), frame.width + OVERHANG), min(max(y, -OVERHANG), frame.height + OVERHANG))
        for x, y in places
    ]
    keep = 4 if arc[0] == arc[-1] else 2
    rounded = [(float(round(x)), float(round(y))) for x, y in simplify(line, bend, keep)]
    return [point for i, point in enumerate(rounded) if i == 0 or point != rounded[i - 1]]


def _visible(rings: list[Ring], drawn: list[Arc], smallest: float) -> list[Ring]:
    return [ring for ring in rings if abs(area(ring_positions(ring, drawn))) >= smallest]


def _mark(rings: list[Ring], arcs: list[Arc], frame: Frame, largest: float) -> tuple[int, int] | None:
    """Return the middle of a country's main shape when the country is small and in the frame."""
    shapes = [[frame.place(*position) for position in ring_positions(ring, arcs)] for ring in rings]
    if sum(abs(area(shape)) for shape in shapes) >= largest:
        return None
    main = max(shapes, key=lambda shape: abs(area(shape)))
    x = round((min(x for x, _ in main) + max(x for x, _ in main)) / 2)
    y = round((min(y for _, y in main) + max(y for _, y in main)) / 2)
    return (x, y) if frame.holds(x, y) else None
