"""Names beside points, where there is room for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cluster_portal.maps import curves
from cluster_portal.maps.frames import Frame
from cluster_portal.maps.grouping import Marker
from cluster_portal.maps.paths import Place

Anchor = Literal["start", "middle", "end"]
START: Anchor = "start"
MIDDLE: Anchor = "middle"
END: Anchor = "end"

#: Names longer than this number of characters are cut.
LONGEST = 26

#: Height of a line and mean width of a character (units), at the largest size that the stylesheet sets.
LINE_HEIGHT, CHARACTER_WIDTH = 17.0, 8.4
#: Distance of a text from the middle of its marker, and the space that a marker itself takes (units).
GAP, MARKER_RADIUS = 11.0, 9.0
#: How much further out the ring of the home place reaches.
RING = 5.0


@dataclass(frozen=True)
class Label:
    """A text at a distance from its marker; a quiet one shows only while its marker is pointed at."""

    text: str
    x: float
    y: float
    anchor: Anchor
    quiet: bool


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def place_labels(
    markers: Sequence[Marker],
    courses: Sequence[tuple[Place, Place]],
    frame: Frame,
    reach: int,
    *,
    quiet: bool = False,
) -> list[Label]:
    """Return a label for each marker, in the order given; a quiet one keeps `reach` from its marker.

    Earlier markers choose first between right, left, above and below: the first place that no line crosses,
    else the first that is free, else the label is quiet. Groups are always quiet, since their count is what
    they show; with `quiet` all labels are.
    """
    taken = [_around(marker.x, marker.y, MARKER_RADIUS) for marker in markers]
    crossed = [_around(x, y, 1) for start, end in courses for x, y in curves.along(start, end, 24)[2:-2]]
    labels = []
    for marker in markers:
        free = [
            (label, box)
            for label, box in (() if quiet or len(marker.points) > 1 else _candidates(marker))
            if frame.holds(box.left, box.top) and frame.holds(box.right, box.bottom)
            if not any(box.meets(other) for other in taken)
        ]
        if not free:
            labels.append(_quiet_label(marker, frame, reach))
            continue
        clear = [found for found in free if not any(found[1].meets(other) for other in crossed)]
        label, box = (clear or free)[0]
        taken.append(box)
        labels.append(label)
    return labels


def _candidates(marker: Marker) -> Iterator[tuple[Label, _Box]]:
    text = _text(marker)
    width, half = len(text) * CHARACTER_WIDTH, LINE_HEIGHT / 2
    gap = GAP + RING if marker.home else GAP
    places: list[tuple[float, float, Anchor, float]] = [
        (gap, 0, START, gap),
        (-gap, 0, END, -gap - width),
        (0, -gap - half, MIDDLE, -width / 2),
        (0, gap + half, MIDDLE, -width / 2),
    ]
    for x, y, anchor, left in places:
        box = _Box(marker.x + left, marker.y + y - half, marker.x + left + width, marker.y + y + half)
        yield Label(text, x, y, anchor, quiet=False), box


def _quiet_label(marker: Marker, frame: Frame, reach: int) -> Label:
    """Return a label on the side of the marker that has more room."""
    x, anchor = (reach, START) if marker.x < frame.width / 2 else (-reach, END)
    return Label(_text(marker), x, 0, anchor, quiet=True)


def _text(marker: Marker) -> str:
    """Return the name of the point, shortened if need be, and how many more a group holds."""
    name, more = marker.points[0].name, len(marker.points) - 1
    if len(name) > LONGEST:
        name = f"{name[: LONGEST - 1].rstrip()}…"
    return f"{name} +{more}" if more else name


def _around(x: float, y: float, reach: float) -> _Box:
    return _Box(x - reach, y - reach, x + reach, y + reach)
