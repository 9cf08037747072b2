"""Mails on their way."""

import uuid
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from cluster_portal.outbox.querysets import OutgoingMailQuerySet
from cluster_portal.outbox.states import Problem, State

# The kind of a row that holds a whole message.
MESSAGE = "message"


class LostError(Exception):
    """Another worker has taken the mail."""


class OutgoingMail(models.Model):
    """A mail to one address: what it is made from when it is sent, and how far it has come.

    A row holds no secret. What it is made from is removed as soon as it has left.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    kind = models.CharField(_("kind"), max_length=40, editable=False)
    to = models.CharField(_("recipient"), max_length=320, editable=False)
    language = models.CharField(_("language"), max_length=10, blank=True, editable=False)
    content = models.JSONField(default=dict, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0, editable=False)
    # How often the mail was handed over without an answer, the try that is going on included.
    unconfirmed = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now, null=True, editable=False)
    ended_at = models.DateTimeField(_("sent or given up"), null=True, editable=False)
    problem = models.CharField(_("problem"), max_length=20, choices=Problem, blank=True, editable=False)
    answer = models.CharField(_("what the mail server said"), max_length=300, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    objects: ClassVar[OutgoingMailQuerySet] = OutgoingMailQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=models.Q(state="waiting"), name="outbox_mails_waiting"
            )
        ]

    def __str__(self) -> str:
        return self.to

    @property
    def label(self) -> str:
        """Return what the mail is, in words: the name of a letter, or the subject of a message that has not left."""
        from cluster_portal.letters import label_of

        return label_of(self.kind) if self.kind != MESSAGE else self.content.get("subject", _("Notification"))

    @property
    def progress(self) -> str:
        """Return how far the mail has come and what was wrong at the last try, in words."""
        state, problem = State(self.state).label, self.problem and Problem(self.problem).label
        return f"{state} – {problem}" if problem else str(state)

    @property
    def has_failed(self) -> bool:
        """Return whether it can be sent again: given up, or waiting for another try."""
        return self.state == State.GIVEN_UP or (self.state == State.WAITING and bool(self.problem))

    @property
    def message_id(self) -> str:
        """Return the identity that the mail has in each try."""
        return f"<{self.uuid}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"

    def secret(self) -> str:
        """Return what nobody can guess and a link in this mail may hold: the same in each try, and stored nowhere."""
        return salted_hmac("cluster_portal.outbox", str(self.uuid), algorithm="sha256").hexdigest()

    def hand_over(self) -> None:
        """Write down that the mail is being handed over, so that it is known should this worker die.

        Raises LostError where another worker has taken the mail, because this one took too long.
        """
        if not self.settle(unconfirmed=F("unconfirmed") + 1):
            raise LostError
        self.unconfirmed += 1

    def settle(self, **values: Any) -> bool:
        """Write down what became of the mail; return whether it was still this worker's to do so.

        The moment of the next try changes with each step, and tells whether another worker has taken the mail.
        """
        mine = OutgoingMail.objects.filter(pk=self.pk, state=State.WAITING, next_try_at=self.next_try_at)
        is_done = bool(mine.update(**values))
        self.next_try_at = values.get("next_try_at", self.next_try_at)
        return is_done
