"""Names beside points, where there is room for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cluster_portal.maps import curves
from cluster_portal.maps.frames import Frame
from cluster_portal.maps.grouping import Marker
from cluster_portal.maps.paths import Place

Anchor = Literal["start", "middle", "end"]

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
    markers: Sequence[Marker], courses: Sequence[tuple[Place, Place]], frame: Frame, *, quiet: bool = False
) -> list[Label]:
    """Return a label for each marker, in the order given.

    Earlier markers choose first between right, left, above and below: the first place that no line crosses,
    else the first that is free, else the label is quiet. Groups are always quiet, since their count is what
    they show; with `quiet` all labels are.
    """
    taken = [_around(marker.x, marker.y, MARKER_RADIUS) for marker in markers]
    crossed = [_around(x, y, 1) for start, end in courses for x, y in curves.along(start, end, 24)[2:-2]]
    labels = []
    for marker in markers:
        text = marker.points[0].name
        free = [
            (label, box)
            for label, box in (() if quiet or len(marker.points) > 1 else _candidates(marker, text))
            if frame.holds(box.left, box.top) and frame.holds(box.right, box.bottom)
            if not any(box.meets(other) for other in taken)
        ]
        if not free:
            labels.append(_quiet_label(marker, text, frame))
            continue
        clear = [found for found in free if not any(found[1].meets(other) for other in crossed)]
        label, box = (clear or free)[0]
        taken.append(box)
        labels.append(label)
    return labels


def _quiet_label(marker: Marker, text: str, frame: Frame) -> Label:
    """Return a label on the side of the marker that has more room; a group adds how many more it holds."""
    right = marker.x < frame.width / 2
    if len(marker.points) > 1:
        text = f"{text} +{len(marker.points) - 1}"
    return Label(text, GAP if right else -GAP, 5, "start" if right else "end", quiet=True)


def _around(x: float, y: float, reach: float) -> _Box:
    return _Box(x - reach, y - reach, x + reach, y + reach)


def _candidates(marker: Marker, text: str) -> Iterator[tuple[Label, _Box]]:
    width, half = len(text) * CHARACTER_WIDTH, LINE_HEIGHT / 2
    gap = GAP + RING if marker.home else GAP
    places: list[tuple[float, float, Anchor, float]] = [
        (gap, 0, "start", gap),
        (-gap, 0, "end", -gap - width),
        (0, -gap - half, "middle", -width / 2),
        (0, gap + half, "middle", -width / 2),
    ]
    for x, y, anchor, left in places:
        box = _Box(marker.x + left, marker.y + y - half, marker.x + left + width, marker.y + y + half)
        yield Label(text, x, y + 5, anchor, quiet=False), box
