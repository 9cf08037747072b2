"""The state of a call, always computed, never typed."""

from datetime import datetime, timedelta

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
