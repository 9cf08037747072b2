"""Files follow pages and collections at once, where something tells of the change."""

from typing import Any

from django.apps import AppConfig
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Revision
from wagtail.signals import page_published, page_unpublished, post_page_move

from cluster_portal.languages.signals import languages_changed
from cluster_portal.media import uses
from cluster_portal.media.apart import put_renditions_in_their_place
from cluster_portal.media.models import FileUse, PortalImage, PortalRendition
from cluster_portal.media.naming import naming_columns
from cluster_portal.media.renditions import cache_key
from cluster_portal.operations.databases import has_pending_migrations
from cluster_portal.pages.models import PortalPage


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver(post_save, sender=Collection)
@receiver(post_save, sender=PortalImage)
def follow_collections(sender: type[Any], **kwargs: Any) -> None:
    """Put the copies of images in their place."""
    if not kwargs.get("raw"):
        put_renditions_in_their_place()


for _owner, _column in naming_columns(PortalImage):
    if not issubclass(_owner, PortalPage):
        # Portal settings, programmes: their pictures are everybody's as soon as they name them.
        post_save.connect(follow_collections, sender=_owner)


@receiver([page_published, page_unpublished, post_page_move, languages_changed])
def follow_pages(sender: type[Any], **kwargs: Any) -> None:
    """Put the copies of images in their place now, and once more when the page is as it will be."""
    if PortalRendition.objects.exists():
        put_renditions_in_their_place()
        transaction.on_commit(put_renditions_in_their_place)


@receiver(post_migrate)
def begin_the_list_of_uses(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Close the files of closed pages as soon as the database can say which they are."""
    if sender.label == FileUse._meta.app_label and not has_pending_migrations(using):
        uses.begin()


@receiver(post_save)
def note_files_of_page(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """Write down which files a page names."""
    if isinstance(instance, PortalPage) and not kwargs.get("raw"):
        uses.record_page(instance, kwargs.get("update_fields"))


@receiver(post_save, sender=Revision)
def note_files_of_draft(sender: type[Any], instance: Revision, **kwargs: Any) -> None:
    """Write down which files a draft names."""
    if not kwargs.get("raw"):
        uses.record_draft(instance)


@receiver(post_delete, sender=PortalRendition)
def forget_copy(sender: type[Any], instance: PortalRendition, **kwargs: Any) -> None:
    """Let no page name a copy that is gone."""
    cache.delete(cache_key(instance.image, instance.filter_spec))
