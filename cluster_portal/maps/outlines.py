"""The prepared outlines, read once per process."""

import json
from functools import cache
from pathlib import Path
from typing import TypedDict

from cluster_portal.maps.frames import View

DATA_DIRECTORY = Path(__file__).parent / "data"


class Outlines(TypedDict):
    """What a file of outlines holds: SVG path data and places, in the units of its frame.

    `countries` and `marks` are by ISO 3166-1 alpha-2 code. A mark is the middle of a country whose shape is
    missing or too small to be seen when it is shaded.
    """

    graticule: str
    land: str
    borders: str
    countries: dict[str, str]
    marks: dict[str, tuple[int, int]]


@cache
def outlines(view: View) -> Outlines:
    """Return the outlines of a view as `prepare_map_outlines` wrote them."""
    found: Outlines = json.loads((DATA_DIRECTORY / f"{view}.json").read_text(encoding="utf-8"))
    return found
