"""Mails in tests: what the portal writes waits in the outbox until the worker sends it."""

from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from cluster_portal.outbox.models import OutgoingMail
from cluster_portal.outbox.sending import send_due
from cluster_portal.outbox.states import State


def delivered() -> list[EmailMessage]:
    """Let the worker send what waits; return all mails that have arrived during this test.

    A test may have written them at a later time than now.
    """
    OutgoingMail.objects.filter(state=State.WAITING).update(next_try_at=timezone.now())
    send_due()
    return mail.outbox


def forget() -> None:
    """Take away what waits and what has arrived."""
    OutgoingMail.objects.all().delete()
    mail.outbox.clear()
