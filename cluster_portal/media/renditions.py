"""Resized images for templates."""

from typing import Any

from django.core.cache import cache

from cluster_portal.media.models import PortalImage

_DAY = 24 * 60 * 60


def cache_key(image: PortalImage, filter_spec: str) -> str:
    """Return under which key the cache keeps the copy of an image."""
    return f"rendition:{image.pk}:{image.file_hash}:{filter_spec}"


def rendition(image: PortalImage | None, filter_spec: str) -> dict[str, Any] | None:
    """Return ``url``, ``width`` and ``height`` of an image made to ``filter_spec``; None without an image.

    Kept in the cache, so that lists of logos ask the database for none of them.
    """
    if image is None:
        return None
    key = cache_key(image, filter_spec)
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        made = image.get_rendition(filter_spec)
        found = {"url": made.url, "width": made.width, "height": made.height}
        cache.set(key, found, _DAY)
    return found
