"""Mails in tests."""

from django.core import mail
from django.core.mail import EmailMessage


def delivered() -> list[EmailMessage]:
    """Return all mails that have arrived during this test."""
    return mail.outbox


def forget() -> None:
    """Take away what has arrived."""
    mail.outbox.clear()
