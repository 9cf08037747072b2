"""What the exchange with translators keeps: files between look and import, and the cluster's own terms."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_portal.exchange.querysets import GlossaryQuerySet, UploadQuerySet
from cluster_portal.languages.panels import translated
from cluster_portal.languages.records import RevisedRecord

# How long a file waits for the decision to import it, and its result to be looked at.
KEPT = timedelta(days=1)
_SALT = "exchange.upload"


class GlossaryTerm(RevisedRecord, models.Model):
    """A term of the cluster, and what it is called in each language."""

    term = models.CharField(_("term"), max_length=150)
    note = models.TextField(_("note"), blank=True, help_text=_("When the term is used, and what to avoid."))

    objects: ClassVar[GlossaryQuerySet] = GlossaryQuerySet.as_manager()  # type: ignore[assignment]

    panels = [translated("term"), "note"]

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")

    def __str__(self) -> str:
        return str(self.texts.term)


class Upload(models.Model):
    """A file that was looked at and not imported yet, then what became of it. Only who gave it sees it."""

    class Step(models.TextChoices):
        """How far a large file is, which the worker reads; others are looked at and imported at once."""

        AT_ONCE = ""
        READING = "reading"
        READY = "ready"
        IMPORTING = "importing"
        FAILED = "failed"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.AT_ONCE, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    # What a large file would change, once that is known; why it cannot be read.
    plan = models.JSONField(null=True, blank=True)
    error = models.TextField(blank=True)
    result = models.JSONField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UploadQuerySet] = UploadQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("uploaded translation")
        verbose_name_plural = _("uploaded translations")

    def __str__(self) -> str:
        return self.name

    @property
    def token(self) -> str:
        """Return the signed name under which its owner finds it again."""
        return signing.dumps([self.pk, self.user_id], salt=_SALT)

    @classmethod
    def of_token(cls, token: str, user: Any) -> "Upload | None":
        """Return the upload of a signed name; None for any other name, another's upload or one that is gone."""
        try:
            key, owner = signing.loads(token, salt=_SALT, max_age=KEPT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls.objects.filter(pk=key, user=user).first() if owner == user.pk else None
