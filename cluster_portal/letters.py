"""Mails to people, in their language, sent by the worker."""

from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task


def send_letter(template: str, *, to: str, language: str, context: dict[str, Any]) -> None:
    """Let the worker send the letter ``templates/letters/<template>`` in a language; ``context`` is JSON."""
    deliver.enqueue(template, to, language, context)


@task()
def deliver(template: str, to: str, language: str, context: dict[str, Any]) -> None:
    """Write the letter and send it."""
    with translation.override(language):
        subject = render_to_string(f"letters/{template}_subject.txt", context).strip()
        body = render_to_string(f"letters/{template}.txt", context)
    send_mail(subject, body, None, [to])
