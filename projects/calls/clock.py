"""What there is to say of a call at one moment: its state, and how much time is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cluster_portal.languages.codes import active_language
from cluster_portal.languages.texts import Text
from projects.calls.states import CallState, DeadlineModel, Schedule, days_left
from projects.calls.wording import end_time_text

if TYPE_CHECKING:
    from projects.calls.models import CallDeadline


@dataclass(frozen=True, slots=True)
class Stop:
    """One deadline of a call as a reader sees it."""

    label: Text
    moment: datetime
    is_past: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One date with what it means; at a moment that ``ends`` something, midnight is the end of a day."""

    label: str
    moment: datetime
    ends: bool = True


class Clock:
    """A call's dates at one moment, in words."""

    def __init__(
        self, schedule: Schedule, moment: datetime, zone: ZoneInfo, rows: "Sequence[CallDeadline]" = ()
    ) -> None:
        self.schedule = schedule
        self.moment = moment
        self.zone = zone
        self._rows = rows

    @cached_property
    def state(self) -> CallState:
        """Return the state."""
        return self.schedule.state_at(self.moment)

    @property
    def label(self) -> str:
        """Return the state in words."""
        return str(self.state.label)

    @property
    def accepts_applications(self) -> bool:
        """Say whether a company can apply."""
        return self.state.accepts_applications

    @property
    def is_permanent(self) -> bool:
        """Say whether the call is open without a deadline."""
        return self.schedule.model == DeadlineModel.PERMANENT

    @property
    def next_stop(self) -> datetime | None:
        """Return until when to apply next."""
        return self.schedule.next_stop_at(self.moment)

    @property
    def pending_stage(self) -> datetime | None:
        """Return the deadline of the second stage while only those invited may go on."""
        return self.schedule.pending_stage_at(self.moment)

    @property
    def ended_with_project(self) -> date | None:
        """Return the last day of the project where nothing else closed the call."""
        is_closed = self.state == CallState.CLOSED and self.schedule.closes_at is None
        return self.schedule.project_ends_on if is_closed else None

    @property
    def next_stop_label(self) -> str:
        """Return what the next deadline is: the next cut-off, the first stage, the deadline."""
        if self.schedule.model == DeadlineModel.TWO_STAGE:
            return _("Deadline of the first stage")
        if self.schedule.model == DeadlineModel.CUT_OFFS and self.next_stop != self.schedule.closes_at:
            return _("Next cut-off")
        if self.schedule.model == DeadlineModel.CUT_OFFS:
            return _("Last cut-off")
        return _("Deadline")

    @property
    def end_label(self) -> str:
        """Return what the moment is from which nothing is accepted."""
        labels = {
            DeadlineModel.TWO_STAGE: _("Deadline of the first stage"),
            DeadlineModel.CUT_OFFS: _("Last cut-off"),
        }
        return labels.get(DeadlineModel(self.schedule.model), _("Deadline"))

    @property
    def remaining(self) -> str:
        """Return how much time is left, as ``12 days left``; empty where nothing is open or no deadline is known."""
        until = self.next_stop
        if not self.accepts_applications:
            return ""
        if until is None:
            return _("no deadline") if self.is_permanent else ""
        days = days_left(until, self.moment, self.zone)
        if days <= 0:
            return _("last day, until %(time)s") % {"time": end_time_text(until, self.zone)}
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}

    @property
    def lines(self) -> list[Line]:
        """Return the one or two dates that matter most in this state."""
        opening, until = self.schedule.opens_at, self.next_stop
        known: list[tuple[str, datetime | None]]
        if self.state == CallState.CLOSED:
            known = [
                (_("Closed since"), self.schedule.closes_at),
                (_("Second stage until"), self.pending_stage),
            ]
        elif self.state == CallState.FORTHCOMING:
            known = [(_("Opening"), opening), (self.next_stop_label, until)]
        elif self.state == CallState.UNKNOWN:
            known = [(_("Opening"), opening)]
        else:
            known = [(self.next_stop_label, until)]
        return [Line(label, moment, moment != opening) for label, moment in known if moment is not None]

    @cached_property
    def stops(self) -> list[Stop]:
        """Return the stages or cut-offs, the earliest first."""
        following = next((row.moment for row in self._rows if row.moment > self.moment), None)
        return [
            Stop(
                row.texts.label or _own_words(self._default_label(number)),
                row.moment,
                row.moment <= self.moment,
                row.moment == following and self.state != CallState.UNKNOWN,
            )
            for number, row in enumerate(self._rows)
        ]

    def _default_label(self, number: int) -> str:
        if self.schedule.model == DeadlineModel.TWO_STAGE:
            return _("Second stage, for those invited") if number else _("First stage")
        return _("Cut-off %(number)s") % {"number": number + 1}


def _own_words(words: str) -> Text:
    return Text(words, active_language(), active_language())
