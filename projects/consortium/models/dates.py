"""Milestones and meetings of a consortium."""

import uuid
from datetime import date, datetime, time
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel, PageChooserPanel

from cluster_portal.languages.panels import translated
from cluster_portal.languages.records import RevisedRecord
from cluster_portal.pages.binned import RecordsOutsideBin
from projects.consortium.querysets import DateQuerySet


class ConsortiumDate(RevisedRecord, models.Model):
    """A milestone or a meeting of a project's consortium: on whole days, or from one moment to another."""

    class Kind(models.TextChoices):
        """What takes place."""

        MILESTONE = "milestone", _("Milestone")
        MEETING = "meeting", _("Meeting")

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    project = models.ForeignKey(
        "projects.ProjectPage",
        verbose_name=_("project"),
        on_delete=models.CASCADE,
        related_name="consortium_dates",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.MEETING)
    title = models.CharField(_("title"), max_length=200)
    starts_on = models.DateField(_("day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=1000)
    changed_at = models.DateTimeField(_("changed"), auto_now=True, editable=False)

    objects: ClassVar[DateQuerySet] = RecordsOutsideBin.named_by("project", DateQuerySet)  # type: ignore[assignment]

    panels = [
        PageChooserPanel("project", "projects.ProjectPage"),
        "kind",
        translated("title"),
        MultiFieldPanel(
            [FieldRowPanel(["starts_on", "ends_on"])],
            heading=_("On whole days"),
            help_text=_("Either days, or a time below."),
        ),
        MultiFieldPanel(
            [FieldRowPanel(["starts_at", "ends_at"])],
            heading=_("At a time"),
            help_text=_("In the portal’s time zone."),
        ),
        translated("place"),
        translated("note"),
    ]

    class Meta:
        verbose_name = _("date of a consortium")
        verbose_name_plural = _("dates of consortia")
        ordering = ["-starts_at", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=False, starts_at__isnull=True, ends_at__isnull=True)
                | models.Q(starts_on__isnull=True, ends_on__isnull=True, starts_at__isnull=False),
                name="consortium_date_days_or_time",
                violation_error_message=_("Give either days or a time."),
            )
        ]

    def __str__(self) -> str:
        return str(self.texts.title)

    def clean(self) -> None:
        """Ask for days or a time, and refuse an end before the beginning."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.starts_on is None and self.starts_at is None:
            errors["starts_on"] = _("Give the day, or the time at which it starts.")
        if self.starts_on is not None and (self.starts_at is not None or self.ends_at is not None):
            errors["starts_at"] = _("Give either days or a time.")
        if self.ends_on is not None and (self.starts_on is None or self.ends_on < self.starts_on):
            errors["ends_on"] = _("It cannot end before it starts.")
        if self.ends_at is not None and (self.starts_at is None or self.ends_at <= self.starts_at):
            errors["ends_at"] = _("It cannot end before it starts.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_all_day(self) -> bool:
        """Say whether it takes whole days."""
        return self.starts_on is not None

    @property
    def day(self) -> date:
        """Return the first day, in the portal's time zone."""
        zone = timezone.get_default_timezone()
        return self.starts_on or timezone.localdate(self.starts_at, zone)

    @property
    def last_day(self) -> date:
        """Return the last day, in the portal's time zone."""
        if self.starts_on is not None:
            return self.ends_on or self.starts_on
        return timezone.localdate(self.ends_at or self.starts_at, timezone.get_default_timezone())

    @property
    def begins(self) -> datetime:
        """Return the moment at which it begins (aware): with whole days, midnight in the portal's time zone."""
        if self.starts_at is not None:
            return self.starts_at
        return timezone.make_aware(datetime.combine(self.day, time.min), timezone.get_default_timezone())

    @property
    def kind_label(self) -> str:
        """Return the kind in words."""
        return str(self.Kind(self.kind).label)
