"""What ``EMAIL_BACKEND`` names: whatever sends a mail writes it into the outbox, in the transaction at hand."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from cluster_portal.outbox.messages import rows_of
from cluster_portal.outbox.models import OutgoingMail


class OutboxBackend(BaseEmailBackend):
    """Puts messages into the outbox."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages down; return how many."""
        with transaction.atomic():
            for message in email_messages:
                OutgoingMail.objects.bulk_create(rows_of(message))
        return len(email_messages)
