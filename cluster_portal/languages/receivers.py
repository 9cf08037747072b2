"""What follows when Wagtail publishes or unpublishes a page, by whichever route."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from cluster_portal.pages.models import PortalPage


@receiver(page_published)
def record_languages(sender: type[PortalPage], instance: PortalPage, **kwargs: Any) -> None:
    """Record in which languages the page is now live."""
    if instance.live:
        instance.go_live_in(instance.languages_to_publish())


@receiver(page_unpublished)
def forget_languages(sender: type[PortalPage], instance: PortalPage, **kwargs: Any) -> None:
    """Record that the page is no longer live in any language."""
    instance.go_live_in([])
