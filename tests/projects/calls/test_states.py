"""The clock of a call, at its edges."""

from datetime import UTC, date, datetime, timedelta

import pytest

from projects.calls.states import CallState, DeadlineModel, Schedule, days_left, next_change
from tests.projects.calls.moments import BRUSSELS, brussels

OPEN, SOON, COMING, CLOSED, UNKNOWN = (
    CallState.OPEN,
    CallState.CLOSING_SOON,
    CallState.FORTHCOMING,
    CallState.CLOSED,
    CallState.UNKNOWN,
)

# Spring: on 28 March 2027 the clock goes from 02:00 to 03:00. Autumn: on 31 October 2027 from 03:00 back to 02:00.
SPRING = Schedule(opens_at=brussels("2027-01-10 09:00"), closes_at=brussels("2027-03-28 17:00"))
AUTUMN = Schedule(opens_at=brussels("2027-09-01 09:00"), closes_at=brussels("2027-10-31 17:00"))
NIGHT = Schedule(opens_at=brussels("2027-10-31 02:30"), closes_at=brussels("2027-10-31 02:30", fold=1))
STAGES = Schedule(
    model=DeadlineModel.TWO_STAGE,
    opens_at=brussels("2027-01-10 09:00"),
    closes_at=brussels("2027-03-28 17:00"),
    stops=(brussels("2027-03-28 17:00"), brussels("2027-10-31 17:00")),
)
CUT_OFFS = Schedule(
    model=DeadlineModel.CUT_OFFS,
    opens_at=brussels("2027-01-10 09:00"),
    closes_at=brussels("2027-10-31 17:00"),
    stops=(brussels("2027-03-28 17:00"), brussels("2027-06-30 17:00"), brussels("2027-10-31 17:00")),
)
PERMANENT = Schedule(model=DeadlineModel.PERMANENT, opens_at=brussels("2027-01-10 09:00"))
OPENING_ONLY = Schedule(opens_at=brussels("2027-01-10 09:00"))
DEADLINE_ONLY = Schedule(closes_at=brussels("2027-03-28 17:00"))
NOTHING = Schedule()
OVER = Schedule(project_ends_on=date(2027, 10, 31))
PERMANENT_OVER = Schedule(model=DeadlineModel.PERMANENT, project_ends_on=date(2027, 10, 31))

TABLE = [
    # schedule, moment in Brussels, fold, state
    (SPRING, "2027-01-10 08:59:59", 0, COMING),
    (SPRING, "2027-01-10 09:00", 0, OPEN),
    (SPRING, "2027-03-14 15:59:59", 0, OPEN),
    (SPRING, "2027-03-14 16:00", 0, SOON),
    (SPRING, "2027-03-28 01:59", 0, SOON),
    (SPRING, "2027-03-28 03:00", 0, SOON),
    (SPRING, "2027-03-28 16:59:59", 0, SOON),
    (SPRING, "2027-03-28 17:00", 0, CLOSED),
    (SPRING, "2027-03-28 17:01", 0, CLOSED),
    (AUTUMN, "2027-08-31 23:59", 0, COMING),
    (AUTUMN, "2027-09-01 09:00", 0, OPEN),
    (AUTUMN, "2027-10-17 17:59:59", 0, OPEN),
    (AUTUMN, "2027-10-17 18:00", 0, SOON),
    (AUTUMN, "2027-10-31 02:30", 0, SOON),
    (AUTUMN, "2027-10-31 02:30", 1, SOON),
    (AUTUMN, "2027-10-31 16:59:59", 0, SOON),
    (AUTUMN, "2027-10-31 17:00", 0, CLOSED),
    # Half past two comes twice that night: the call is open from the first to the second.
    (NIGHT, "2027-10-31 02:29", 0, COMING),
    (NIGHT, "2027-10-31 02:30", 0, SOON),
    (NIGHT, "2027-10-31 02:59", 0, SOON),
    (NIGHT, "2027-10-31 02:00", 1, SOON),
    (NIGHT, "2027-10-31 02:30", 1, CLOSED),
    (STAGES, "2027-01-10 08:59", 0, COMING),
    (STAGES, "2027-01-10 09:00", 0, OPEN),
    (STAGES, "2027-03-28 16:59", 0, SOON),
    (STAGES, "2027-03-28 17:00", 0, CLOSED),
    (STAGES, "2027-06-01 12:00", 0, CLOSED),
    (STAGES, "2027-10-31 17:00", 0, CLOSED),
    (CUT_OFFS, "2027-01-10 08:59", 0, COMING),
    (CUT_OFFS, "2027-03-28 16:59", 0, OPEN),
    (CUT_OFFS, "2027-03-28 17:00", 0, OPEN),
    (CUT_OFFS, "2027-06-30 17:00", 0, OPEN),
    (CUT_OFFS, "2027-10-31 16:59", 0, SOON),
    (CUT_OFFS, "2027-10-31 17:00", 0, CLOSED),
    (PERMANENT, "2027-01-10 08:59", 0, COMING),
    (PERMANENT, "2027-01-10 09:00", 0, OPEN),
    (PERMANENT, "2035-01-01 00:00", 0, OPEN),
    (OPENING_ONLY, "2027-01-10 08:59", 0, COMING),
    (OPENING_ONLY, "2027-01-10 09:00", 0, UNKNOWN),
    (DEADLINE_ONLY, "2000-01-01 00:00", 0, OPEN),
    (DEADLINE_ONLY, "2027-03-28 16:59", 0, SOON),
    (DEADLINE_ONLY, "2027-03-28 17:00", 0, CLOSED),
    (NOTHING, "2027-06-01 12:00", 0, UNKNOWN),
    # The project's last day belongs to it whole.
    (OVER, "2027-10-31 23:59:59", 0, UNKNOWN),
    (OVER, "2027-11-01 00:00", 0, CLOSED),
    (PERMANENT_OVER, "2027-10-31 23:59:59", 0, OPEN),
    (PERMANENT_OVER, "2027-11-01 00:00", 0, CLOSED),
]


@pytest.mark.parametrize(("schedule", "written", "fold", "state"), TABLE)
def test_state_follows_from_the_dates(schedule: Schedule, written: str, fold: int, state: CallState) -> None:
    moment = brussels(written, fold)
    assert schedule.state_at(moment) == state
    assert schedule.state_at(moment.astimezone(UTC)) == state


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2027-02-01 12:00", "2027-03-28 17:00"),
        ("2027-03-28 16:59", "2027-03-28 17:00"),
        ("2027-03-28 17:00", "2027-06-30 17:00"),
        ("2027-06-30 17:00", "2027-10-31 17:00"),
        ("2027-10-31 17:00", None),
    ],
)
def test_next_cut_off_comes_after_the_moment(written: str, expected: str | None) -> None:
    following = CUT_OFFS.next_stop_at(brussels(written))
    assert following == (brussels(expected) if expected else None)


def test_second_stage_runs_for_those_invited() -> None:
    assert STAGES.pending_stage_at(brussels("2027-03-28 16:59")) is None
    assert STAGES.pending_stage_at(brussels("2027-03-28 17:00")) == brussels("2027-10-31 17:00")
    assert STAGES.pending_stage_at(brussels("2027-10-31 17:00")) is None


@pytest.mark.parametrize(
    ("until", "now", "days"),
    [
        ("2027-03-28 17:00", "2027-03-28 00:00", 0),
        ("2027-03-28 17:00", "2027-03-27 23:59", 1),
        ("2027-03-28 17:00", "2027-03-01 08:00", 27),
        ("2027-10-31 17:00", "2027-10-30 23:30", 1),
        ("2027-11-01 00:00", "2027-10-31 12:00", 0),
        ("2027-11-02 00:00", "2027-10-31 12:00", 1),
    ],
)
def test_days_left_are_counted_in_nights(until: str, now: str, days: int) -> None:
    assert days_left(brussels(until), brussels(now), BRUSSELS) == days


def test_next_change_is_the_first_of_all() -> None:
    now = brussels("2027-03-28 16:59:30")
    assert next_change([SPRING, AUTUMN], now, BRUSSELS) == brussels("2027-03-28 17:00")


def test_days_left_change_at_midnight_in_brussels() -> None:
    assert next_change([SPRING], brussels("2027-03-27 12:00"), BRUSSELS) == brussels("2027-03-28 00:00")


def test_nothing_changes_any_more_when_all_is_over() -> None:
    assert next_change([SPRING, STAGES], brussels("2027-10-31 17:00"), BRUSSELS) is None


@pytest.mark.parametrize("schedule", [SPRING, AUTUMN, NIGHT, STAGES, CUT_OFFS, PERMANENT, OVER])
def test_state_holds_until_the_announced_change(schedule: Schedule) -> None:
    moment = datetime(2027, 1, 1, tzinfo=UTC)
    for _turn in range(10):
        change = next_change([schedule], moment, BRUSSELS)
        if change is None:
            break
        state = schedule.state_at(moment)
        assert schedule.state_at(change - timedelta(microseconds=1)) == state
        moment = change
