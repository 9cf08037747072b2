"""Moving a page by the screens: addresses, and what came of it."""

from typing import Any

from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.http import urlencode

from cluster_portal.pages.models import PortalPage


def confirm(page: Any, destination: Any) -> str:
    return reverse("wagtailadmin_pages:move_confirm", args=[page.pk, destination.pk])


def bulk(*pages: Any) -> str:
    query = urlencode([("id", page.pk) for page in pages])
    return f"{reverse('wagtail_bulk_action', args=['pages', 'portalpage', 'move'])}?{query}"


def parent_of(page: Any) -> int:
    return PortalPage.objects.get(pk=page.pk).get_parent().pk


def told(answer: Any) -> str:
    """Return the messages that the next screen shows, and what the answer shows itself."""
    return " ".join(str(message) for message in get_messages(answer.wsgi_request)) + answer.content.decode()
