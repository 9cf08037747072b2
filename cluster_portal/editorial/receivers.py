"""Records are looked at when they are saved."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import page_published

from cluster_portal.editorial.findings import forget, store
from cluster_portal.languages.records import TranslatedRecord
from cluster_portal.pages.models import PortalPage


@receiver(post_save, sender=Revision)
def look_at_draft(
    sender: type[Revision], instance: Revision, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """Look at a page's new draft."""
    if created and not raw:
        page = instance.content_object
        if isinstance(page, PortalPage):
            store(page.with_content_json(instance.content))


@receiver(page_published)
def look_at_page(sender: type[PortalPage], instance: PortalPage, **kwargs: Any) -> None:
    """Look at a page that is published without a draft of its own, as an alias's original is."""
    if not instance.alias_of_id and instance.latest_revision_id is None:
        store(instance)


@receiver(post_save)
def look_at_record(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Look at a record that is no page."""
    if isinstance(instance, TranslatedRecord) and not raw:
        store(instance)


@receiver(post_delete)
def forget_record(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Forget the findings on a record that is gone."""
    if isinstance(instance, (PortalPage, TranslatedRecord)) and isinstance(instance.pk, int):
        forget(instance)
