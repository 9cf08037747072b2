"""Resized copies follow the collections of their images at once, where something tells of the change."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Collection, CollectionViewRestriction

from cluster_portal.media.apart import put_renditions_in_their_place
from cluster_portal.media.models import PortalImage


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
@receiver(post_save, sender=Collection)
@receiver(post_save, sender=PortalImage)
def follow_collections(sender: type[Any], **kwargs: Any) -> None:
    """Put the copies of images in their place."""
    if not kwargs.get("raw"):
        put_renditions_in_their_place()
