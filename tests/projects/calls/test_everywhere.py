"""A call says the same wherever a reader meets it, at every moment, with time moving on and no cache cleared."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
import time_machine
from django.test import Client
from django.utils import translation

from projects.models import CallIndexPage, CallPage
from tests import factories
from tests.projects.calls.moments import brussels

pytestmark = pytest.mark.django_db
LANGUAGES = ["fr", "en", "nl", "de"]

MOMENTS = [
    ("2027-01-10 08:59:59", "forthcoming"),
    ("2027-01-10 09:00", "open"),
    ("2027-03-14 16:00", "closing_soon"),
    ("2027-03-28 16:59:59", "closing_soon"),
    ("2027-03-28 17:00", "closed"),
    ("2027-10-31 02:30", "closed"),
]


@pytest.fixture
def call() -> Any:
    """Make a call in four languages; it stands alone with its project."""
    CallPage.objects.all().delete()
    return factories.call(
        factories.project(title=factories.in_all_languages("Testbed")),
        title=factories.in_all_languages("Robots for all"),
        opens_at=brussels("2027-01-10 09:00"),
        closes_at=brussels("2027-03-28 17:00"),
        apply_url="https://apply.example.org/",
    )


def state_in_list(html: str) -> list[str]:
    """Return the states of the calls listed on a page."""
    return re.findall(r'class="call-row call-row--(\w+)"', html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_state_is_the_same_everywhere_as_time_moves_on(reader: Client, call: Any, language: str) -> None:
    index = CallIndexPage.objects.get()
    project = call.get_parent()
    for written, state in MOMENTS:
        with time_machine.travel(brussels(written).astimezone(UTC), tick=False):
            page = reader.get(call.get_url_in(language)).content.decode()
            assert f'class="state state--{state}"' in page
            is_live = state in ("open", "closing_soon")
            assert ('href="https://apply.example.org/"' in page) is is_live
            for place in (index, project, factories.home()):
                html = reader.get(place.get_url_in(language)).content.decode()
                assert state_in_list(html) == [state], (place, written)
            only_open = reader.get(f"{index.get_url_in(language)}?open=1").content.decode()
            assert state_in_list(only_open) == [state]
            assert ('<h3><a class="card__link"' in only_open) is True
            calendar = icalendar.Calendar.from_ical(reader.get(f"/{language}/calls.ics").content)
            assert {str(event["X-CALL-STATE"]) for event in calendar.walk("VEVENT")} == {state}
            feed = reader.get(f"/{language}/calls.atom").content.decode()
            with translation.override(language):
                assert f'<category term="{call.state_label}"/>' in feed
            open_feed = reader.get(f"/{language}/calls.atom?open=1").content.decode()
            assert ("<entry" in open_feed) is is_live


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_lives_in_caches_until_the_state_changes(reader: Client, call: Any, language: str) -> None:
    deadline = brussels("2027-03-28 17:00").astimezone(UTC)
    addresses = [
        call.get_url_in(language),
        call.get_parent().get_url_in(language),
        CallIndexPage.objects.get().get_url_in(language),
        factories.home().get_url_in(language),
        f"/{language}/calls.ics",
        f"/{language}/calls.atom",
        f"/{language}/calls/{call.uuid}.ics",
    ]
    for seconds, lifetime in ((3600, 60), (20, 20), (0.4, 0)):
        with time_machine.travel(deadline - timedelta(seconds=seconds), tick=False):
            for address in addresses:
                header = reader.get(address).headers["Cache-Control"]
                assert header == f"public, max-age={lifetime}" or header == f"max-age={lifetime}, public", (
                    address
                )


def test_page_for_somebody_signed_in_is_kept_by_no_cache(call: Any) -> None:
    client = Client()
    client.force_login(factories.user(is_superuser=True))
    for address in (call.get_url_in("fr"), "/fr/calls.ics", "/fr/calls.atom"):
        assert "private" in client.get(address).headers["Cache-Control"]


def test_days_left_are_told_until_the_last_day(reader: Client, call: Any) -> None:
    told = {
        "2027-03-25 12:00": "3 days left",
        "2027-03-27 23:59": "1 day left",
        "2027-03-28 00:00": "last day, until 17:00",
    }
    for written, words in told.items():
        with time_machine.travel(brussels(written).astimezone(UTC), tick=False):
            assert words in reader.get(call.get_url_in("en")).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_deadline_is_told_to_the_minute_with_its_zone(reader: Client, call: Any, language: str) -> None:
    place = {"fr": "Bruxelles", "en": "Brussels", "nl": "Brussel", "de": "Brüssel"}[language]
    page = reader.get(call.get_url_in(language)).content.decode()
    assert re.search(rf"2027, 17:00 \([^)]*{place}[^)]*\)", page)


def test_call_of_an_ended_project_without_deadline_is_closed(reader: Client) -> None:
    CallPage.objects.all().delete()
    ended = factories.project(ends_on=datetime.now(UTC).date() - timedelta(days=2))
    call = factories.call(ended)
    for place in (ended, CallIndexPage.objects.get(), factories.home()):
        html = reader.get(place.get_url_in("en")).content.decode()
        assert state_in_list(html) == ["closed"]
        assert "Project ended on" in html
        assert "Closed since" not in html
    assert 'class="state state--closed"' in reader.get(call.get_url_in("en")).content.decode()


def test_results_appear_once_the_call_is_closed(reader: Client) -> None:
    results = {"en": "<p>Seven companies were chosen.</p>"}
    project = factories.project()
    now = datetime.now(UTC)
    still_open = factories.call(project, results=results, closes_at=now + timedelta(days=30))
    closed = factories.call(project, results=results, closes_at=now - timedelta(days=30))
    assert "Seven companies" not in reader.get(still_open.get_url_in("en")).content.decode()
    assert "Seven companies" in reader.get(closed.get_url_in("en")).content.decode()
