"""Private addresses of calendars."""

import hashlib
import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.consortium.querysets import TokenQuerySet


def hash_of(secret: str) -> str:
    """Return what is stored of a secret: it has 256 random bits, so that one round is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


class CalendarToken(models.Model):
    """Lets a calendar program read somebody's dates without signing in. Only a hash of its secret is stored."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="calendar_tokens",
    )
    project = models.ForeignKey(
        "projects.ProjectPage",
        verbose_name=_("project"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty: all projects of the person."),
    )
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects: ClassVar[TokenQuerySet] = TokenQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.user} – {self.project or '*'}"

    def set_secret(self) -> str:
        """Give the token a new secret and return it; it cannot be read again."""
        secret = secrets.token_urlsafe(32)
        self.secret_hash = hash_of(secret)
        return secret
