"""The status of a project, always computed, never typed."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectStatus(models.TextChoices):
    """Whether a project runs."""

    RUNNING = "running", _("Running")
    FORTHCOMING = "forthcoming", _("Forthcoming")
    ENDED = "ended", _("Ended")
    UNKNOWN = "unknown", _("Dates not known")


def project_status(starts_on: date | None, ends_on: date | None, day: date) -> ProjectStatus:
    """Return the status on ``day`` of a project that runs from ``starts_on`` to ``ends_on``, both included."""
    if ends_on is not None and day > ends_on:
        return ProjectStatus.ENDED
    if starts_on is None:
        return ProjectStatus.UNKNOWN
    return ProjectStatus.FORTHCOMING if day < starts_on else ProjectStatus.RUNNING
