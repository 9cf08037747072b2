"""Mails to people, written in their language and sent by the worker."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task


def send_letter(template: str, *, to: str, language: str, context: dict[str, Any]) -> None:
    """Let the worker send ``letters/<template>`` to an address once the transaction is through.

    ``language`` is that of the person, empty for the portal's. What ``context`` holds must be JSON.
    """
    transaction.on_commit(lambda: deliver_letter.enqueue(template, to, language, context))


@task()
def deliver_letter(template: str, to: str, language: str, context: dict[str, Any]) -> None:
    """Render a letter in the person's language and send it."""
    from cluster_portal.identity.models import PortalSettings

    with translation.override(language or settings.LANGUAGE_CODE):
        name = str(PortalSettings.public().texts.name)
        shown = {**context, "portal_name": name, "site_url": settings.SITE_URL}
        subject = render_to_string(f"letters/{template}_subject.txt", shown)
        text = render_to_string(f"letters/{template}.txt", shown)
    EmailMessage(" ".join(subject.split()), text.strip() + "\n", to=[to]).send()
