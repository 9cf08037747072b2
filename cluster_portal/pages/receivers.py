"""What follows when Wagtail publishes or unpublishes a page, by whichever route."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from cluster_portal.languages import paths
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.pages.closed import is_hidden
from cluster_portal.pages.holding import hold
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.privacy import restrictions_over
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
    """Record that the page is no longer live in any language; what would bring it back by itself is held."""
    instance.go_live_in([])
    hold(LanguageSchedule.objects.filter(page=instance.pk), LanguageSchedule.Reason.WITHDRAWN)


@receiver(post_page_move)
def hold_what_would_reach_others(
    sender: type[PortalPage],
    instance: PortalPage,
    parent_page_before: Any,
    parent_page_after: Any,
    **kwargs: Any,
) -> None:
    """Hold the schedules of pages that were moved to where other people read, or nobody does."""
    before, after = (
        {restriction.pk for restriction in restrictions_over(parent)}
        for parent in (parent_page_before, parent_page_after)
    )
    if before != after or is_hidden(parent_page_after.path):
        moved = LanguageSchedule.objects.filter(page__path__startswith=instance.path)
        hold(moved, LanguageSchedule.Reason.MOVED)


@receiver(post_migrate)
def give_new_languages_addresses(sender: AppConfig, **kwargs: Any) -> None:
    """After migrations, let every page be found in a language that was added, and let no path tell too much."""
    if sender.label == PortalPage._meta.app_label:
        paths.correct_stored_paths()
