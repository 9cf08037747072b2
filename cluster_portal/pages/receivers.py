"""What follows when Wagtail publishes or unpublishes a page, by whichever route."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from cluster_portal.languages import paths
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import languages_being_published


@receiver(page_published)
def record_languages(sender: type[PortalPage], instance: PortalPage, **kwargs: Any) -> None:
    """Record in which languages the page is now live: those chosen, and for an alias those of its original."""
    languages = languages_being_published(instance)
    if languages is None and instance.alias_of_id:
        languages = frozenset(PortalPage.objects.get(pk=instance.alias_of_id).published_languages)
    # A page that was copied live has its languages already.
    if languages is not None and instance.live:
        instance.go_live_in(languages)


@receiver(page_unpublished)
def forget_languages(sender: type[PortalPage], instance: PortalPage, **kwargs: Any) -> None:
    """Record that the page is no longer live in any language."""
    instance.go_live_in([])


@receiver(post_migrate)
def give_new_languages_addresses(sender: AppConfig, **kwargs: Any) -> None:
    """After migrations that add a language, let every page be found in it."""
    if sender.label == PortalPage._meta.app_label:
        paths.fill_missing_paths()
