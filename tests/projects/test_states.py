"""The state of calls and projects at their edges, and across changes of daylight-saving time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from projects.models import CallPage, ProjectPage
from projects.states import ProjectStatus, project_status

# A page knows its type from the database, also one that is never saved.
pytestmark = pytest.mark.django_db

BRUSSELS = ZoneInfo("Europe/Brussels")
OPENS = datetime(2027, 3, 1, 9, tzinfo=BRUSSELS)
CLOSES = datetime(2027, 6, 1, 17, tzinfo=BRUSSELS)
SECOND = timedelta(seconds=1)
FORTNIGHT = timedelta(days=14)


def state(opens_at: datetime | None, closes_at: datetime | None, moment: datetime) -> str:
    """Return the state of a call at a moment."""
    with time_machine.travel(moment.astimezone(UTC), tick=False):
        return str(CallPage(opens_at=opens_at, closes_at=closes_at).state)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (OPENS - SECOND, "forthcoming"),
        (OPENS, "open"),
        ((CLOSES.astimezone(UTC) - FORTNIGHT) - SECOND, "open"),
        (CLOSES.astimezone(UTC) - FORTNIGHT, "closing_soon"),
        (CLOSES - SECOND, "closing_soon"),
        (CLOSES, "closed"),
        (CLOSES + timedelta(days=3650), "closed"),
    ],
)
def test_a_call_with_both_dates(moment: datetime, expected: str) -> None:
    assert state(OPENS, CLOSES, moment) == expected


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "moment", "expected"),
    [
        (None, None, OPENS, "unknown"),
        (OPENS, None, OPENS - SECOND, "forthcoming"),
        (OPENS, None, OPENS, "unknown"),
        (None, CLOSES, OPENS, "open"),
        (None, CLOSES, CLOSES - SECOND, "closing_soon"),
        (None, CLOSES, CLOSES, "closed"),
    ],
)
def test_a_call_of_which_a_date_is_not_known(
    opens_at: datetime | None, closes_at: datetime | None, moment: datetime, expected: str
) -> None:
    assert state(opens_at, closes_at, moment) == expected


@pytest.mark.parametrize(
    ("closes_at", "last_moment", "first_after"),
    [
        # Clocks go forward on 28 March 2027 at 02:00: 17:00 in Brussels is 15:00 UTC, the day before it was 16:00.
        (
            datetime(2027, 3, 28, 17, tzinfo=BRUSSELS),
            datetime(2027, 3, 28, 14, 59, 59, tzinfo=UTC),
            datetime(2027, 3, 28, 15, tzinfo=UTC),
        ),
        (
            datetime(2027, 3, 27, 17, tzinfo=BRUSSELS),
            datetime(2027, 3, 27, 15, 59, 59, tzinfo=UTC),
            datetime(2027, 3, 27, 16, tzinfo=UTC),
        ),
        # Clocks go back on 31 October 2027 at 03:00: half past two comes twice.
        (
            datetime(2027, 10, 31, 2, 30, tzinfo=BRUSSELS, fold=0),
            datetime(2027, 10, 31, 0, 29, 59, tzinfo=UTC),
            datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        ),
        (
            datetime(2027, 10, 31, 2, 30, tzinfo=BRUSSELS, fold=1),
            datetime(2027, 10, 31, 1, 29, 59, tzinfo=UTC),
            datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
        ),
        (
            datetime(2027, 10, 31, 17, tzinfo=BRUSSELS),
            datetime(2027, 10, 31, 15, 59, 59, tzinfo=UTC),
            datetime(2027, 10, 31, 16, tzinfo=UTC),
        ),
    ],
)
def test_a_deadline_around_a_change_of_the_clocks(
    closes_at: datetime, last_moment: datetime, first_after: datetime
) -> None:
    assert state(None, closes_at, last_moment) == "closing_soon"
    assert state(None, closes_at, first_after) == "closed"


@pytest.mark.parametrize(
    "change", [datetime(2027, 3, 28, 12, tzinfo=UTC), datetime(2027, 10, 31, 12, tzinfo=UTC)]
)
def test_the_last_fortnight_is_counted_in_hours_that_pass(change: datetime) -> None:
    closes_at = (change + timedelta(days=7)).astimezone(BRUSSELS)
    begins = closes_at.astimezone(UTC) - FORTNIGHT
    assert state(None, closes_at, begins - SECOND) == "open"
    assert state(None, closes_at, begins) == "closing_soon"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "day", "expected"),
    [
        (date(2027, 1, 1), date(2027, 12, 31), date(2026, 12, 31), ProjectStatus.FORTHCOMING),
        (date(2027, 1, 1), date(2027, 12, 31), date(2027, 1, 1), ProjectStatus.RUNNING),
        (date(2027, 1, 1), date(2027, 12, 31), date(2027, 12, 31), ProjectStatus.RUNNING),
        (date(2027, 1, 1), date(2027, 12, 31), date(2028, 1, 1), ProjectStatus.ENDED),
        (date(2027, 1, 1), None, date(2040, 1, 1), ProjectStatus.RUNNING),
        (None, date(2027, 12, 31), date(2028, 1, 1), ProjectStatus.ENDED),
        (None, date(2027, 12, 31), date(2027, 12, 31), ProjectStatus.UNKNOWN),
        (None, None, date(2027, 1, 1), ProjectStatus.UNKNOWN),
    ],
)
def test_the_status_of_a_project(
    starts_on: date | None, ends_on: date | None, day: date, expected: ProjectStatus
) -> None:
    assert project_status(starts_on, ends_on, day) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        # In Brussels it is the last day of December until 23:00 UTC.
        (datetime(2027, 12, 31, 22, 59, 59, tzinfo=UTC), ProjectStatus.RUNNING),
        (datetime(2027, 12, 31, 23, tzinfo=UTC), ProjectStatus.ENDED),
    ],
)
def test_a_day_ends_at_midnight_in_the_portals_time_zone(moment: datetime, expected: Any) -> None:
    project = ProjectPage(starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    with time_machine.travel(moment, tick=False):
        assert project.status == expected
