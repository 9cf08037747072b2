"""Pages that only the consortium of a project reads."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.fields import RichTextField

from cluster_portal.blocks import RICH_TEXT_FEATURES
from cluster_portal.languages.panels import translated
from cluster_portal.languages.records import RevisedRecord
from cluster_portal.pages.binned import RecordsOutsideBin
from projects.consortium.querysets import ConsortiumPageQuerySet


class ConsortiumPage(RevisedRecord, models.Model):
    """A page for the consortium of a project, with title and text per language. No page of the public tree."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    project = models.ForeignKey(
        "projects.ProjectPage",
        verbose_name=_("project"),
        on_delete=models.CASCADE,
        related_name="consortium_pages",
    )
    title = models.CharField(_("title"), max_length=200)
    body = RichTextField(_("text"), blank=True, features=RICH_TEXT_FEATURES)
    is_shown = models.BooleanField(
        _("shown to the consortium"), default=False, help_text=_("Until then staff only see it.")
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True, editable=False)

    objects: ClassVar[ConsortiumPageQuerySet] = RecordsOutsideBin.named_by("project", ConsortiumPageQuerySet)  # type: ignore[assignment]

    panels = [
        PageChooserPanel("project", "projects.ProjectPage"),
        translated("title"),
        translated("body"),
        FieldPanel("is_shown"),
    ]

    class Meta:
        verbose_name = _("page of a consortium")
        verbose_name_plural = _("pages of consortia")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return str(self.texts.title)
