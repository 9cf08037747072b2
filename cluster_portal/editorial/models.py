"""Findings of the editorial checks, stored so that the report need not read every page."""

from typing import ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_portal.editorial.codes import ProblemCode, message_of
from cluster_portal.editorial.querysets import FindingQuerySet
from cluster_portal.languages.sources import language_choices


class Finding(models.Model):
    """One problem of one record in one language, as it was when the record was last looked at."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    page = models.ForeignKey(
        "pages.PortalPage", null=True, blank=True, on_delete=models.CASCADE, related_name="findings"
    )
    title = models.CharField(_("title"), max_length=255, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    code = models.CharField(_("kind"), max_length=30, choices=ProblemCode.choices)
    unit_key = models.CharField(max_length=255, blank=True)
    label = models.CharField(max_length=255, blank=True)
    excerpt = models.CharField(max_length=255, blank=True)
    details = models.JSONField(default=dict)

    objects: ClassVar[FindingQuerySet] = FindingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        indexes = [
            models.Index(fields=["content_type", "object_id"]),
            models.Index(fields=["language", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}): {self.code}"

    @property
    def message(self) -> str:
        """Return what is wrong and what to do, in words."""
        return message_of(self.code, self.details)
