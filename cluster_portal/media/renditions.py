"""Resized images for templates."""

from typing import Any

from django.core.cache import cache
from wagtail.images.models import Filter

from cluster_portal.media.models import PortalImage

_MINUTE = 60
_DAY = 24 * 60 * _MINUTE


def cache_key(image: PortalImage, filter_spec: str) -> str:
    """Return under which key the cache keeps the copy of an image."""
    return f"rendition:{image.pk}:{image.file_hash}:{filter_spec}"


def rendition(image: PortalImage | None, filter_spec: str) -> dict[str, Any] | None:
    """Return ``url``, ``width`` and ``height`` of an image made to ``filter_spec``; None without an image.

    None, too, for one of which no copy can be made: whatever shows it is shown without it. A drawing stays a drawing.
    Kept in the cache, so that lists of logos ask the database for none of them.
    """
    if image is None:
        return None
    wanted = image.clean_filter_for_svg(Filter(f"{filter_spec}|preserve-svg"))
    key = cache_key(image, wanted.spec)
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        made = image.get_rendition(wanted)
        if not made.width:
            # Tried again soon: the file may be back, or the disk have room.
            cache.set(key, {}, _MINUTE)
            return None
        found = {"url": made.url, "width": made.width, "height": made.height}
        cache.set(key, found, _DAY)
    return found or None
