"""Mails that Django, Wagtail or a library has written, as rows of the outbox; and what every mail carries."""

import base64
from email.mime.base import MIMEBase
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives

from cluster_portal.outbox.models import MESSAGE, OutgoingMail


def rows_of(message: EmailMessage) -> list[OutgoingMail]:
    """Return a row for each recipient of a message; copies stay secret where they were."""
    content = {
        "subject": str(message.subject),
        "body": str(message.body),
        "subtype": message.content_subtype,
        "from_email": message.from_email,
        "headers": {
            **{name: ", ".join(getattr(message, name.lower())) for name in ("To", "Cc")},
            **{name: str(value) for name, value in message.extra_headers.items()},
        },
        "reply_to": message.reply_to,
        "alternatives": [list(part) for part in getattr(message, "alternatives", [])],
        "attachments": [_packed(attachment) for attachment in message.attachments],
    }
    return [
        OutgoingMail(kind=MESSAGE, to=parseaddr(address)[1], content=content)
        for address in message.recipients()
    ]


def message_of(mail: OutgoingMail) -> EmailMessage:
    """Return the message that a row holds, to its one recipient."""
    content = mail.content
    message = EmailMultiAlternatives(
        content["subject"],
        content["body"],
        content["from_email"],
        [mail.to],
        headers={name: value for name, value in content["headers"].items() if value},
        reply_to=content["reply_to"],
        attachments=[_unpacked(*attachment) for attachment in content["attachments"]],
        alternatives=[tuple(part) for part in content["alternatives"]],
    )
    message.content_subtype = content["subtype"]
    return message


def _packed(attachment: Any) -> list[str | None]:
    if isinstance(attachment, MIMEBase):
        raise TypeError("The outbox takes attachments as name, content and type.")
    name, content, media_type = attachment
    data = content.encode() if isinstance(content, str) else content
    return [name, base64.b64encode(data).decode(), media_type]


def _unpacked(name: str | None, data: str, media_type: str | None) -> Any:
    return name, base64.b64decode(data), media_type


def address(mail: OutgoingMail, message: EmailMessage) -> None:
    """Give a message its identity, and the address to which a mail server reports that it cannot be delivered."""
    given = {name.lower() for name in message.extra_headers}
    for name, value in {
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",
        "From": message.from_email,
    }.items():
        if name.lower() not in given:
            message.extra_headers[name] = value
    if settings.MAIL_RETURN_PATH:
        message.from_email = settings.MAIL_RETURN_PATH
