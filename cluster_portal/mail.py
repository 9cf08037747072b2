"""Mail from a staging copy reaches listed addresses only."""

import logging
from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)


class StagingEmailBackend(BaseEmailBackend):
    """Hands messages to the real backend without the recipients that STAGING_MAIL_TO does not list.

    An entry is an address, or a domain with its @ (``@example.org``). What is held back is logged.
    """

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self._real = get_connection(settings.STAGING_EMAIL_BACKEND, fail_silently=fail_silently, **options)
        self._listed = {entry.strip().lower() for entry in settings.STAGING_MAIL_TO if entry.strip()}

    def open(self) -> bool | None:
        """Open the connection of the real backend."""
        return self._real.open()

    def close(self) -> None:
        """Close the connection of the real backend."""
        self._real.close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send what has a listed recipient; return the number of messages sent."""
        allowed = [message for message in email_messages if self._keep_listed(message)]
        return self._real.send_messages(allowed) or 0 if allowed else 0

    def _keep_listed(self, message: EmailMessage) -> bool:
        """Take the recipients that are not listed off a message; say whether any is left."""
        held_back = [address for address in message.recipients() if not self._is_listed(address)]
        if held_back:
            logger.warning("Staging: “%s” is not sent to %s.", message.subject, ", ".join(held_back))
        for field in ("to", "cc", "bcc"):
            setattr(
                message, field, [address for address in getattr(message, field) if self._is_listed(address)]
            )
        return bool(message.recipients())

    def _is_listed(self, address: str) -> bool:
        plain = parseaddr(address)[1].lower()
        return plain in self._listed or f"@{plain.rpartition('@')[2]}" in self._listed
