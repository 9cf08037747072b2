"""Letters of the portal, in the person's language: put into the outbox now, written when the worker sends them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise

from cluster_portal.outbox.models import OutgoingMail

# Returns what the templates are given, None when the mail is no longer wanted.
Fill = Callable[[OutgoingMail], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with the templates ``letters/<key>_subject.txt`` and ``letters/<key>.txt``.

    With ``fill`` the mail holds references only; ``fill`` turns them into what the templates are given when the mail
    is sent, in a transaction and in the language of the mail, which it may change for the person's own. A secret is
    made there and nowhere else.
    """

    key: str
    label: str | Promise
    fill: Fill | None = None


_letters: dict[str, Letter] = {}


def declare_letter(letter: Letter) -> None:
    """Add a letter; a second one with the same key replaces the first. Apps call it in ``AppConfig.ready``."""
    _letters[letter.key] = letter


def label_of(key: str) -> str:
    """Return what staff read about a letter."""
    return str(_letters[key].label) if key in _letters else key


def send_letter(key: str, *, to: str, language: str, context: dict[str, Any]) -> OutgoingMail:
    """Put a letter to an address into the outbox; it leaves once the transaction is through.

    ``language`` is that of the person, empty for the portal's. What ``context`` holds must be JSON and no secret.
    """
    assert key in _letters, f"nobody has declared the letter {key}"  # noqa: S101 - a fault of the code
    return OutgoingMail.objects.create(kind=key, to=to, language=language, content=context)


def write_letter(mail: OutgoingMail) -> EmailMessage | None:
    """Return the letter that a row of the outbox stands for, None when it is no longer wanted."""
    from cluster_portal.identity.models import PortalSettings

    letter = _letters[mail.kind]
    with translation.override(mail.language or settings.LANGUAGE_CODE):
        context = letter.fill(mail) if letter.fill else mail.content
    if context is None:
        return None
    with translation.override(mail.language or settings.LANGUAGE_CODE):
        name = str(PortalSettings.public().texts.name)
        shown = {**context, "portal_name": name, "site_url": settings.SITE_URL}
        subject = render_to_string(f"letters/{letter.key}_subject.txt", shown)
        text = render_to_string(f"letters/{letter.key}.txt", shown)
    return EmailMessage(" ".join(subject.split()), text.strip() + "\n", to=[mail.to])
