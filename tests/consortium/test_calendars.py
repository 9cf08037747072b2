"""Calendars of consortia: who reads them, and what a calendar program makes of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cluster_portal.accounts.models import User
from partners.memberships.models import Membership
from projects.consortium.models import CalendarToken, ConsortiumDate
from projects.models import ProjectResult
from tests import factories
from tests.consortium.conftest import World
from tests.consortium.test_access import address
from tests.projects.calls.moments import BRUSSELS

pytestmark = pytest.mark.django_db

TEN = datetime(2027, 1, 1, 10, tzinfo=UTC)


def make(world: World, role: str = "member of A", project: Any = None) -> str:
    """Return the address that somebody makes, as the page shows it this once."""
    answer = world.client(role).post(address("calendar"), {"project": str(project.uuid) if project else ""})
    assert answer.status_code == 200
    found: str = answer.context["address"]
    assert f'value="{found}"' in answer.content.decode()
    return found


def read(url: str) -> Any:
    return Client().get(url.removeprefix("http://localhost:8000"))


def events(url: str) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(read(url).content)
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_the_address_opens_the_calendar_without_signing_in(world: World) -> None:
    answer = read(make(world))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert b"Secret meeting" in answer.content


def test_the_secret_is_shown_once_and_stored_nowhere(world: World) -> None:
    url = make(world)
    secret = url.rsplit("/", 1)[1].removesuffix(".ics")
    assert len(secret) >= 43
    assert secret not in world.client("member of A").get(address("calendar")).content.decode()
    assert secret not in str(CalendarToken.objects.values())


def test_each_sees_their_own_dates_only(world: World) -> None:
    other = factories.project(title={"en": "Turbine"})
    factories.participation(other, world.b)
    factories.record(ConsortiumDate, project=other, title={"en": "Other"}, starts_on=date(2027, 1, 5))
    assert list(events(make(world))) == ["Gearbox – Secret meeting"]
    assert list(events(make(world, "member of B"))) == ["Turbine – Other"]
    assert len(events(make(world, "member of both"))) == 2
    assert list(events(make(world, "member of both", other))) == ["Turbine – Other"]


def test_a_project_of_others_cannot_be_asked_for(world: World) -> None:
    answer = world.client("member of B").post(address("calendar"), {"project": str(world.project.uuid)})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["project"]
    assert "Gearbox" not in answer.content.decode()
    assert not CalendarToken.objects.exists()


@pytest.mark.parametrize("loss", ["revoked", "disabled", "left", "unpublished", "withdrawn"])
@pytest.mark.parametrize("scoped", [True, False])
def test_the_address_ends_with_what_it_stands_on(world: World, loss: str, scoped: bool) -> None:
    url = make(world, project=world.project if scoped else None)
    assert read(url).status_code == 200
    person = world.people["member of A"]
    if loss == "revoked":
        token = CalendarToken.objects.get()
        assert world.client("manager of A").post(address("revoke_calendar", token.uuid)).status_code == 404
        assert read(url).status_code == 200
        assert world.client("member of A").post(address("revoke_calendar", token.uuid)).status_code == 302
    elif loss == "disabled":
        User.objects.filter(pk=person.pk).update(is_active=False)
    elif loss == "left":
        Membership.objects.filter(user=person).delete()
    elif loss == "unpublished":
        world.project.unpublish()
    else:
        world.project.participations.all().delete()
    answer = read(url)
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert b"Gearbox" not in answer.content


def test_an_unknown_address_is_not_found(world: World) -> None:
    make(world)
    assert read(address("calendar_feed", "x" * 43)).status_code == 404
    assert read(address("calendar_feed", CalendarToken.objects.get().secret_hash)).status_code == 404


def test_times_keep_their_hour_across_summer_time(world: World) -> None:
    for name, moment in {
        "before": datetime(2027, 3, 27, 9, 0, tzinfo=UTC),
        "after": datetime(2027, 3, 29, 8, 0, tzinfo=UTC),
        "autumn": datetime(2027, 11, 1, 9, 0, tzinfo=UTC),
    }.items():
        factories.record(
            ConsortiumDate,
            project=world.project,
            title={"en": name},
            starts_at=moment,
            ends_at=moment + timedelta(hours=2),
        )
    found = events(make(world))
    for name in ("before", "after", "autumn"):
        event = found[f"Gearbox – {name}"]
        assert event.start.astimezone(BRUSSELS).hour == 10
        assert event.end.astimezone(BRUSSELS).hour == 12
        # Written so that no program has to know a time zone.
        assert event["dtstart"].to_ical().endswith(b"Z")


def test_whole_days_end_on_the_day_after(world: World) -> None:
    factories.record(
        ConsortiumDate,
        project=world.project,
        title={"en": "Fair"},
        place={"en": "Liège"},
        starts_on=date(2027, 3, 28),
        ends_on=date(2027, 3, 29),
    )
    event = events(make(world))["Gearbox – Fair"]
    assert (event.start, event.end) == (date(2027, 3, 28), date(2027, 3, 30))
    assert str(event["location"]) == "Liège"


def test_what_is_due_stands_in_it_until_it_is_submitted(world: World) -> None:
    row = factories.record(
        ProjectResult,
        project=world.project,
        title={"en": "D1.1"},
        dissemination="consortium",
        due_on=date(2027, 5, 1),
    )
    url = make(world)
    assert events(url)["Gearbox – Due: D1.1"].start == date(2027, 5, 1)
    row.submitted_on = date(2027, 4, 1)
    row.save()
    assert "Gearbox – Due: D1.1" not in events(url)


def test_it_speaks_the_language_of_its_address(world: World) -> None:
    ConsortiumDate.objects.update(title_de="Geheimes Treffen")
    url = make(world).replace("/en/", "/de/")
    assert list(events(url)) == ["Gearbox – Geheimes Treffen"]


def test_there_are_not_endlessly_many(world: World) -> None:
    for _number in range(20):
        make(world)
    answer = world.client("member of A").post(address("calendar"), {"project": ""})
    assert answer.status_code == 422
    assert CalendarToken.objects.count() == 20


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, {"starts_on"}),
        ({"starts_on": date(2027, 1, 2), "ends_on": date(2027, 1, 1)}, {"ends_on"}),
        ({"ends_on": date(2027, 1, 1)}, {"starts_on", "ends_on"}),
        (
            {
                "starts_at": datetime(2027, 1, 1, 10, tzinfo=UTC),
                "ends_at": datetime(2027, 1, 1, 9, tzinfo=UTC),
            },
            {"ends_at"},
        ),
        ({"starts_on": date(2027, 1, 1), "starts_at": datetime(2027, 1, 1, 10, tzinfo=UTC)}, {"starts_at"}),
    ],
)
def test_dates_that_make_no_sense(world: World, fields: dict[str, Any], wrong: set[str]) -> None:
    row = ConsortiumDate(project=world.project, title="x", **fields)
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    assert wrong <= set(caught.value.message_dict)


# --- what changed since the last visit ------------------------------------------------------------


def home(world: World, role: str = "manager of C") -> str:
    return world.client(role).get("/en/space/").content.decode()


def test_what_changed_since_the_last_visit(world: World) -> None:
    from projects.consortium.models import SpaceVisit

    home(world)
    assert "New since your last visit" in home(
        world
    )  # A first visit: all since the person belongs to the partner.
    visits = SpaceVisit.objects.filter(user=world.people["manager of C"])
    later = timezone.now() + timedelta(seconds=1)
    visits.update(previous_at=later, current_at=later)
    assert "New since your last visit" not in home(world)
    earlier = timezone.now() - timedelta(days=1)
    visits.update(previous_at=None, current_at=earlier)
    html = home(world)
    assert "New since your last visit" in html
    assert "Secret plan" in html
    visit = visits.get()
    assert visit.previous_at == earlier
    home(world)
    assert visits.get() == visit
    assert visits.get().current_at == visit.current_at


def test_what_somebody_uploaded_is_not_new_to_them(world: World) -> None:
    ConsortiumDate.objects.all().delete()
    assert "New since your last visit" not in home(world, "manager of A")


def test_the_card_names_what_is_late_and_what_comes_next(world: World) -> None:
    today = timezone.localdate()
    for title, days in (("Late one", -3), ("Close one", 10), ("Far one", 200)):
        factories.record(
            ProjectResult,
            project=world.project,
            title={"en": title},
            dissemination="consortium",
            due_on=today + timedelta(days=days),
        )
    html = home(world)
    assert "Secret meeting" in html
    assert html.index("Late one") < html.index("overdue since") < html.index("Close one")
    assert "Far one" not in html
    assert "Partner C</span>, Participant" in html
