"""What SQL says of many calls is what the clock says of each."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from projects.calls import rules
from projects.calls.querysets import place_in_list
from projects.calls.states import CallState, DeadlineModel
from projects.models import CallDeadline, CallPage
from tests import factories
from tests.projects.calls.moments import brussels

pytestmark = pytest.mark.django_db

MOMENTS = [
    "2027-01-01 00:00",
    "2027-01-10 08:59:59",
    "2027-01-10 09:00",
    "2027-03-14 15:59:59",
    "2027-03-14 16:00",
    "2027-03-28 01:59",
    "2027-03-28 16:59:59",
    "2027-03-28 17:00",
    "2027-06-01 12:00",
    "2027-10-31 02:30",
    "2027-10-31 16:59:59",
    "2027-10-31 17:00",
    "2027-10-31 23:59:59",
    "2027-11-01 00:00",
    "2030-01-01 00:00",
]


DATES: list[dict[str, Any]] = [
    {"opens_at": brussels("2027-01-10 09:00"), "closes_at": brussels("2027-03-28 17:00")},
    {"opens_at": brussels("2027-03-28 03:00"), "closes_at": brussels("2027-10-31 02:30", fold=1)},
    {"opens_at": brussels("2027-01-10 09:00")},
    {"closes_at": brussels("2027-10-31 17:00")},
    {},
    {"deadline_model": DeadlineModel.PERMANENT},
    {"deadline_model": DeadlineModel.PERMANENT, "opens_at": brussels("2027-06-01 12:00")},
    {"deadline_model": DeadlineModel.PERMANENT, "closes_at": brussels("2027-10-31 17:00")},
]
STAGED = [
    (DeadlineModel.TWO_STAGE, ["2027-03-28 17:00", "2027-10-31 17:00"]),
    (DeadlineModel.CUT_OFFS, ["2027-03-28 17:00", "2027-06-30 17:00", "2027-10-31 17:00"]),
]


def make(project: Any, *dates: dict[str, Any]) -> list[CallPage]:
    """Make calls with these dates."""
    return factories.many(CallPage, project, len(dates), lambda number: dates[number])


def make_staged(project: Any, model: str, moments: list[str]) -> CallPage:
    """Make a call with stages or cut-offs."""
    times = [brussels(moment) for moment in moments]
    [call] = make(project, {"deadline_model": model, "closes_at": rules.end_of(model, times)})
    CallDeadline.objects.bulk_create(
        CallDeadline(call=call, moment=moment, sort_order=number) for number, moment in enumerate(times)
    )
    return call


@pytest.fixture
def calls() -> None:
    """Make one call of each sort, below a project that goes on and one that ends."""
    CallPage.objects.all().delete()
    projects = [factories.project(), factories.project(ends_on=date(2027, 10, 31))]
    for project in projects:
        make(project, *DATES)
        for model, moments in STAGED:
            make_staged(project, model, moments)


def test_sql_and_clock_agree(calls: None) -> None:
    for moment in map(brussels, MOMENTS):
        for call in CallPage.objects.with_state(moment).with_clock():
            assert call.current_state == call.state_at(moment), (moment, call.schedule)


def test_every_call_is_in_exactly_one_state(calls: None) -> None:
    everything = sorted(CallPage.objects.values_list("pk", flat=True))
    for moment in map(brussels, MOMENTS):
        found = [call.pk for state in CallState for call in CallPage.objects.in_state(moment, state)]
        assert sorted(found) == everything


def test_sql_and_clock_agree_on_the_next_stop_and_the_order(calls: None) -> None:
    for moment in map(brussels, MOMENTS):
        listed = list(CallPage.objects.what_matters_first(moment).with_clock())
        places = [place_in_list(call, moment) for call in listed]
        assert places == sorted(places)
        for call in CallPage.objects.open_at(moment).with_clock():
            assert call.next_stop == call.schedule.next_stop_at(moment)


def test_a_closed_call_without_a_date_stands_where_its_project_ended() -> None:
    CallPage.objects.all().delete()
    [undated] = make(factories.project(ends_on=date(2026, 6, 30)), {})
    earlier, later = make(
        factories.project(),
        {"closes_at": brussels("2026-06-29 12:00")},
        {"closes_at": brussels("2026-07-01 12:00")},
    )
    now = brussels("2027-01-01 12:00")
    expected = [later.pk, undated.pk, earlier.pk]
    assert [call.pk for call in CallPage.objects.closed_at(now)] == expected
    assert [call.pk for call in CallPage.objects.what_matters_first(now)] == expected
    assert [call.pk for call in CallPage.objects.part_of_list(now, 0, 9)] == expected
    assert [call.pk for call in CallPage.objects.best_of_each(now, 3)] == expected


def test_clock_read_along_is_the_clock_read_alone(calls: None) -> None:
    read_along = {call.pk: call.schedule for call in CallPage.objects.with_clock()}
    assert {call.pk: call.schedule for call in CallPage.objects.all()} == read_along


def test_what_closes_next_comes_first() -> None:
    CallPage.objects.all().delete()
    project = factories.project()
    late, early, always = make(
        project,
        {"closes_at": brussels("2027-09-01 12:00")},
        {"closes_at": brussels("2027-04-01 12:00")},
        {"deadline_model": DeadlineModel.PERMANENT},
    )
    moments = ["2027-02-01 12:00", "2027-05-01 12:00", "2028-01-01 12:00"]
    cut_offs = make_staged(project, DeadlineModel.CUT_OFFS, moments)
    at_first = [call.pk for call in CallPage.objects.open_at(brussels("2027-01-15 12:00"))]
    assert at_first == [cut_offs.pk, early.pk, late.pk, always.pk]
    after_the_cut_off = [call.pk for call in CallPage.objects.open_at(brussels("2027-02-01 12:00"))]
    assert after_the_cut_off == [early.pk, cut_offs.pk, late.pk, always.pk]


@pytest.mark.parametrize(
    ("model", "end"), [("two_stage", "2027-03-28 17:00"), ("cut_offs", "2027-10-31 17:00")]
)
def test_deadline_follows_from_the_rows(model: str, end: str) -> None:
    project = factories.project()
    call = factories.draft(CallPage, project)
    call.deadline_model = model
    call.deadlines = [
        CallDeadline(moment=brussels(moment)) for moment in ("2027-03-28 17:00", "2027-10-31 17:00")
    ]
    factories.publish(call)
    assert CallPage.objects.get(pk=call.pk).closes_at == brussels(end)


def test_moments_are_stored_in_utc() -> None:
    [call] = make(factories.project(), {"closes_at": brussels("2027-03-28 17:00")})
    assert CallPage.objects.get(pk=call.pk).closes_at == datetime(2027, 3, 28, 15, tzinfo=UTC)
