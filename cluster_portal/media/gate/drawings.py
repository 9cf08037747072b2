"""Drawings (SVG): without scripts, and without anything that is fetched from elsewhere."""

import math
from io import BytesIO

import py_svg_hush
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from lxml import etree
from willow.svg import SvgWrapper

_MOST_BYTES = 2 * 2**20
# Levels of groups within groups. Each is indented further when the drawing is written again.
_DEEPEST = 100
_LARGEST = 1_000_000
# Pictures inside a drawing are part of it; they ask nobody.
_INSIDE = {"image": ["png", "jpeg", "gif", "webp"]}


def is_drawing(content: bytes) -> bool:
    """Say whether this is written in XML, as drawings are, or in HTML."""
    return content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def cleaned(content: bytes) -> tuple[bytes, tuple[float, float]]:
    """Return the drawing as it may be stored, and its width and height.

    Raises ValidationError for what is none, or has no size.
    """
    refusal = ValidationError(
        _("This is no drawing that can be read: the file is damaged, too large, or no SVG."),
        code="unreadable",
    )
    if len(content) > _MOST_BYTES:
        raise refusal
    try:
        _check_levels(content)
        written = bytes(py_svg_hush.filter_svg(content, _INSIDE))
        drawing = SvgWrapper.from_file(BytesIO(written))
    # The three readers raise errors of their own.
    except Exception as error:
        raise refusal from error
    if etree.QName(drawing.root.tag).localname != "svg":
        raise refusal
    sizes = (drawing.width, drawing.height, drawing.view_box.width, drawing.view_box.height)
    if not all(math.isfinite(size) and 0 < size <= _LARGEST for size in sizes) or min(sizes[:2]) < 1:
        raise ValidationError(
            _("The drawing has no size. Give it a width and a height, or a view box, larger than nothing."),
            code="size",
        )
    return written, sizes[:2]


def _check_levels(content: bytes) -> None:
    depth = 0
    reading = etree.iterparse(
        BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for event, element in reading:
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise ValueError("Too many levels.")
        if event == "end":
            element.clear()
