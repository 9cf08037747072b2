"""The net of meridians and parallels, as a few quadratic curves per line."""

from collections.abc import Iterator

from cluster_portal.maps.frames import Frame
from cluster_portal.maps.paths import curve, start

#: Latitudes at which the meridians begin and end (degrees).
SOUTH, NORTH = -80, 80

Place = tuple[float, float]


def graticule(frame: Frame, step: int, west: int, east: int) -> str:
    """Return path data for the lines, `step` degrees apart, that touch the frame, between two longitudes."""
    meridians = (
        [(longitude, latitude) for latitude in range(SOUTH, NORTH + 1, step // 2)]
        for longitude in range(west, east + 1, step)
    )
    parallels = (
        [(longitude, latitude) for longitude in range(west, east + 1, step // 2)]
        for latitude in range(SOUTH - SOUTH % -step, NORTH + 1, step)
    )
    lines = [*meridians, *parallels]
    return "".join(
        "".join(_visible_curves([frame.place(*position) for position in line], frame)) for line in lines
    )


def _visible_curves(places: list[Place], frame: Frame) -> Iterator[str]:
    """Yield a curve for every second stretch between places, leaving out those that lie outside the frame."""
    drawing = False
    for first, middle, last in zip(places[::2], places[1::2], places[2::2], strict=False):
        if frame.holds(*first) or frame.holds(*middle) or frame.holds(*last):
            if not drawing:
                yield start(first)
            yield curve(first, middle, last)
            drawing = True
        else:
            drawing = False
