"""SVG path data in whole numbers, written as short as the grammar allows."""

from collections.abc import Sequence
from itertools import pairwise

Place = tuple[float, float]


def polyline(places: Sequence[Place], *, closed: bool) -> str:
    """Return path data for a line through whole-numbered places: an absolute start, then relative steps.

    A line that two outlines share gives the same characters in both, which is why the maps compress well.
    """
    steps = [
        round(number) for (x, y), (next_x, next_y) in pairwise(places) for number in (next_x - x, next_y - y)
    ]
    return f"{start(places[0])}l{numbers(*steps)}{'z' if closed else ''}"


def start(place: Place) -> str:
    """Return the path data that moves the pen to a place."""
    return f"M{numbers(*map(round, place))}"


def curve(first: Place, middle: Place, last: Place) -> str:
    """Return path data for a curve from the pen, at `first`, to `last`, halfway through `middle`."""
    control = [round(2 * m - (f + n) / 2) - round(f) for f, m, n in zip(first, middle, last, strict=True)]
    end = [round(n) - round(f) for f, n in zip(first, last, strict=True)]
    return f"q{numbers(*control, *end)}"


def numbers(*values: int) -> str:
    """Return numbers one after the other; a minus sign separates as well as a space does."""
    return "".join(f"{value}" if i == 0 or value < 0 else f" {value}" for i, value in enumerate(values))
