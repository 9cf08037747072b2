"""The state of a call and of a project, always computed, never typed."""

from datetime import date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

# A call counts as closing soon during its last two weeks.
CLOSING_SOON = timedelta(days=14)


class CallState(models.TextChoices):
    """Whether a call accepts applications."""

    OPEN = "open", _("Open")
    CLOSING_SOON = "closing_soon", _("Closing soon")
    FORTHCOMING = "forthcoming", _("Forthcoming")
    CLOSED = "closed", _("Closed")
    UNKNOWN = "unknown", _("Dates not known")


class ProjectStatus(models.TextChoices):
    """Whether a project runs."""

    RUNNING = "running", _("Running")
    FORTHCOMING = "forthcoming", _("Forthcoming")
    ENDED = "ended", _("Ended")
    UNKNOWN = "unknown", _("Dates not known")


def call_state(opens_at: datetime | None, closes_at: datetime | None, moment: datetime) -> CallState:
    """Return the state at ``moment`` of a call that accepts applications from ``opens_at`` (included) to
    ``closes_at`` (excluded). All three are aware.

    A call with a deadline only is open until then; one with an opening only, and no deadline, is not known to
    be open once it has begun.
    """
    if closes_at is not None and moment >= closes_at:
        return CallState.CLOSED
    if opens_at is not None and moment < opens_at:
        return CallState.FORTHCOMING
    if closes_at is None:
        return CallState.UNKNOWN
    return CallState.CLOSING_SOON if closes_at - moment <= CLOSING_SOON else CallState.OPEN


def project_status(starts_on: date | None, ends_on: date | None, day: date) -> ProjectStatus:
    """Return the status on ``day`` of a project that runs from ``starts_on`` to ``ends_on``, both included."""
    if ends_on is not None and day > ends_on:
        return ProjectStatus.ENDED
    if starts_on is None:
        return ProjectStatus.UNKNOWN
    return ProjectStatus.FORTHCOMING if day < starts_on else ProjectStatus.RUNNING
