"""What follows when Wagtail publishes or unpublishes a page, by whichever route."""

from typing import Any

from django.apps import AppConfig
from django.db.models import Model
from django.db.models.signals import post_delete, post_migrate
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

from cluster_portal.languages import paths
from cluster_portal.languages.merging import version_of
from cluster_portal.languages.models import TranslationState, UnitConfirmation
from cluster_portal.languages.texts import TranslatedTexts
from cluster_portal.pages.change_dates import follow_changes, note_changes, public_before
from cluster_portal.pages.models import PortalPage


@receiver(page_published)
def record_languages(sender: type[PortalPage], instance: PortalPage, **kwargs: Any) -> None:
    """Record in which languages the page is now live, and for whose readers it changed."""
    if not instance.live:
        return
    instance.go_live_in(instance.languages_to_publish())
    if instance.alias_of_id:
        follow_changes(instance, PortalPage.objects.get(pk=instance.alias_of_id))
    else:
        note_changes(instance, public_before(), version_of(instance), timezone.now())


@receiver(post_migrate)
def give_new_languages_addresses(sender: AppConfig, **kwargs: Any) -> None:
    """After migrations that add a language, let every page be found in it."""
    if sender.label == PortalPage._meta.app_label:
        paths.fill_missing_paths()


@receiver(post_delete)
def forget_translations(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Forget what is known of the translations of a record that is gone."""
    if isinstance(instance, TranslatedTexts) and isinstance(instance.pk, int):
        UnitConfirmation.objects.of_record(instance).delete()
        TranslationState.objects.of_record(instance).delete()


@receiver(page_unpublished)
def forget_languages(sender: type[PortalPage], instance: PortalPage, **kwargs: Any) -> None:
    """Record that the page is no longer live in any language."""
    instance.go_live_in([])
