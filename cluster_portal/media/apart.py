"""Resized copies of images that not everybody may see lie apart, and are given out only by a view that asks."""

from django.core.cache import cache
from django.db.models import Q
from wagtail.models import Collection, CollectionViewRestriction

from cluster_portal.media.models import PRIVATE_FOLDER, PortalImage, PortalRendition
from cluster_portal.media.naming import named, shown_on
from cluster_portal.media.renditions import cache_key
from cluster_portal.pages.models import PortalPage


def put_renditions_in_their_place() -> int:
    """Remove resized copies that lie in the wrong folder, and return how many; they are made again when needed.

    A restriction that is set or lifted, a page that is published, withdrawn or moved, a collection that is moved and
    an image that changes its collection all make copies wrong, some of them without any signal: the worker looks
    every minute.
    """
    is_private = Q(image__collection__in=_restricted_collections()) | _follows_closed_pages()
    lies_apart = Q(file__startswith=f"{PRIVATE_FOLDER}/")
    misplaced = PortalRendition.objects.filter((is_private & ~lies_apart) | (~is_private & lies_apart))
    found = list(misplaced.select_related("image"))
    for copy in found:
        cache.delete(cache_key(copy.image, copy.filter_spec))
        copy.delete()
    return len(found)


def _follows_closed_pages() -> Q:
    """Return the condition that pages name the image of a copy, or have named it, and none that all may read."""
    is_named, is_shown = Q(pk__in=[]), Q(pk__in=[])
    for rows, name in named(PortalImage):
        is_named |= Q(image__in=rows.values(name))
    for rows, name in shown_on(PortalImage, PortalPage.objects.visible_to(None)):
        is_shown |= Q(image__in=rows.values(name))
    return is_named & ~is_shown


def _restricted_collections() -> "list[int]":
    below = Q(pk__in=[])
    for path in CollectionViewRestriction.objects.values_list("collection__path", flat=True):
        below |= Q(path__startswith=path)
    return list(Collection.objects.filter(below).values_list("pk", flat=True))
