"""The clock of a call: what holds at a moment follows from its dates alone, and is never typed.

All moments are aware. They are compared in UTC: two moments of one time zone would be compared, and subtracted, by
what the clock on the wall shows, which is wrong by an hour across a change of daylight-saving time.
``projects.calls.querysets`` says the same in SQL.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.db import models
from django.utils import timezone
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

    @property
    def accepts_applications(self) -> bool:
        """Say whether a company can apply."""
        return self in (CallState.OPEN, CallState.CLOSING_SOON)


class DeadlineModel(models.TextChoices):
    """How many deadlines a call has, and what they mean."""

    SINGLE = "single", _("One deadline")
    TWO_STAGE = "two_stage", _("Two stages: a first application, then a full one from those invited")
    CUT_OFFS = "cut_offs", _("Several cut-offs: open until the last, what came in is assessed at each")
    PERMANENT = "permanent", _("Permanent: open without a deadline, or until the money is spent")

    @property
    def has_rows(self) -> bool:
        """Say whether its deadlines are rows: stages or cut-offs."""
        return self in (DeadlineModel.TWO_STAGE, DeadlineModel.CUT_OFFS)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The dates of a call.

    Applications are accepted from ``opens_at`` (included) to ``closes_at`` (excluded); either may be unknown.
    ``closes_at`` is the last of several cut-offs, and the first of two stages: the second is for those invited.
    ``stops`` are the stages or cut-offs. A project that ended on ``project_ends_on`` (a day in the portal's time
    zone) takes no more applications where nothing else is known.
    """

    model: str = DeadlineModel.SINGLE
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    stops: tuple[datetime, ...] = ()
    project_ends_on: date | None = None

    def __post_init__(self) -> None:
        for name in ("opens_at", "closes_at"):
            if (moment := getattr(self, name)) is not None:
                object.__setattr__(self, name, moment.astimezone(UTC))
        object.__setattr__(self, "stops", tuple(sorted(stop.astimezone(UTC) for stop in self.stops)))

    @property
    def ends_at(self) -> datetime | None:
        """Return from when on nothing is accepted: the deadline, else the end of the project; None if unknown."""
        if self.closes_at is not None or self.project_ends_on is None:
            return self.closes_at
        return start_of_day(self.project_ends_on + timedelta(days=1), timezone.get_default_timezone())

    def state_at(self, moment: datetime) -> CallState:
        """Return the state at ``moment``.

        A call with a deadline only is open until then. One with an opening only is not known to be open once
        it has begun, unless it is permanent.
        """
        moment = moment.astimezone(UTC)
        if self.ends_at is not None and moment >= self.ends_at:
            return CallState.CLOSED
        if self.opens_at is not None and moment < self.opens_at:
            return CallState.FORTHCOMING
        if self.closes_at is None:
            return CallState.OPEN if self.model == DeadlineModel.PERMANENT else CallState.UNKNOWN
        return CallState.CLOSING_SOON if self.closes_at - moment <= CLOSING_SOON else CallState.OPEN

    def next_stop_at(self, moment: datetime) -> datetime | None:
        """Return until when to apply next, for a call that is open or will open; None when not known."""
        if self.state_at(moment) in (CallState.CLOSED, CallState.UNKNOWN):
            return None
        if self.model == DeadlineModel.CUT_OFFS:
            return next((stop for stop in self.stops if stop > moment), self.closes_at)
        return self.closes_at

    def pending_stage_at(self, moment: datetime) -> datetime | None:
        """Return the deadline of the second stage while it runs; None before the first ends, or after both."""
        if self.model != DeadlineModel.TWO_STAGE or self.state_at(moment) != CallState.CLOSED:
            return None
        return next((stop for stop in self.stops[1:] if stop > moment), None)

    def last_change_at(self, moment: datetime) -> datetime | None:
        """Return when the state last changed, at ``moment`` or before; None when it never did."""
        return max((turn for turn in self._turns() if turn <= moment), default=None)

    def next_change_at(self, moment: datetime) -> datetime | None:
        """Return when the state, or a deadline that is shown, next changes; None when it never will."""
        return min((turn for turn in self._turns() if turn > moment), default=None)

    def _turns(self) -> list[datetime]:
        turns = [self.opens_at, self.ends_at, *self.stops]
        if self.closes_at is not None:
            turns.append(self.closes_at - CLOSING_SOON)
        return [turn for turn in turns if turn is not None]


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """Return the moment at which ``day`` begins in ``zone``."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def days_left(until: datetime, moment: datetime, zone: tzinfo) -> int:
    """Return the nights between ``moment`` and ``until`` as counted in ``zone``; 0 on the last day.

    A deadline at midnight belongs to the day that ends then.
    """
    last_day = (until.astimezone(UTC) - timedelta(microseconds=1)).astimezone(zone).date()
    return (last_day - moment.astimezone(zone).date()).days


def next_change(schedules: Iterable[Schedule], moment: datetime, zone: tzinfo) -> datetime | None:
    """Return when anything that is shown of these calls next changes; None when nothing will.

    What counts the days left changes at midnight in ``zone``.
    """
    changes = []
    for schedule in schedules:
        if (change := schedule.next_change_at(moment)) is not None:
            changes.append(change)
        if schedule.next_stop_at(moment) is not None:
            changes.append(start_of_day(moment.astimezone(zone).date() + timedelta(days=1), zone))
    return min(changes, default=None)
