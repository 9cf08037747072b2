"""A world atlas of two countries, small enough to be worked out by hand, and a reader of SVG path data."""

import re
from typing import Any

from cluster_portal.maps.topology import Arc

#: Belgium is the left square, Germany the right one; they share the side from (5, 50) to (5, 52).
#: Differences are in tenths of a degree from (0, 0).
TWO_SQUARES: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.1, 0.1], "translate": [0, 0]},
    "arcs": [
        [[50, 500], [0, 20]],
        [[50, 520], [-20, 0], [0, -20], [20, 0]],
        [[50, 500], [20, 0], [0, 20], [-20, 0]],
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "056", "properties": {"name": "Belgium"}, "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "276", "properties": {"name": "Germany"}, "arcs": [[[~0, 2]]]},
            ],
        }
    },
}


def rings(data: str) -> list[Arc]:
    """Return the rings of SVG path data made of an absolute start and relative steps each."""
    found = []
    for part in data.split("M")[1:]:
        numbers = [float(number) for number in re.findall(r"-?\d+", part)]
        x, y = numbers[:2]
        ring = [(x, y)]
        for step_x, step_y in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + step_x, y + step_y
            ring.append((x, y))
        found.append(ring)
    return found
