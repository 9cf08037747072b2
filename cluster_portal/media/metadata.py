"""Resized copies without what cameras and programs write beside a picture: positions, names, dates, previews."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.functional import cached_property
from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import Filter

from cluster_portal.media.lean import LatePicture

# What tells how to show a picture, and nothing of who made it where.
_KEPT = {"icc_profile", "transparency", "background", "duration", "loop", "gamma", "srgb", "default_image"}
_SVG_NAMESPACES = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)


class _StripMetadata(FilterOperation):
    """The last step: the picture has been turned upright, its colours keep their profile."""

    def construct(self, *args: Any) -> None:
        """Take no argument."""

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> Any:
        """Leave in the opened picture only what is needed to show it."""
        if hasattr(willow.image, "root"):
            _strip_svg(willow.image.root)
        else:
            picture = willow.image
            for name in [name for name in picture.info if name not in _KEPT]:
                del picture.info[name]
        return willow


class WithoutMetadata(Filter):
    """A filter whose copies carry no metadata."""

    @contextmanager
    def get_willow_image(self, image: Any, source: Any = None) -> Iterator[Any]:
        """Open the picture without decoding it yet; drawings as Willow does."""
        with super().get_willow_image(image, source) as opened:
            if opened.format_name == "svg":
                yield opened
            else:
                opened.f.seek(0)
                yield LatePicture(opened.f, opened.format_name)

    @cached_property
    def filter_operations(self) -> list[FilterOperation]:
        """Add the step at the end."""
        operations = [op for op in self.operations if isinstance(op, FilterOperation)]
        return [*operations, _StripMetadata("strip")]


def _strip_svg(element: Any) -> None:
    """Take away comments, ``metadata``, and what drawing programs write in words of their own."""
    for name in [name for name in element.attrib if _is_foreign(name)]:
        del element.attrib[name]
    for child in list(element):
        tag = child.tag
        if not isinstance(tag, str) or _is_foreign(tag) or tag.rpartition("}")[2] == "metadata":
            element.remove(child)
        else:
            _strip_svg(child)


def _is_foreign(name: str) -> bool:
    return name.startswith("{") and not name[1:].startswith(_SVG_NAMESPACES)
