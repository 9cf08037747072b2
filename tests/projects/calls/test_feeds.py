"""Calendars and feeds, read by other programs than the one that writes them."""

import re
import uuid
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import icalendar
import pytest
import time_machine
from django.test import Client
from django.utils import translation

from cluster_portal.languages.codes import column
from cluster_portal.languages.templatetags.portal_formats import portal_date
from projects.models import CallDeadline, CallIndexPage, CallPage
from tests import factories
from tests.projects.calls.moments import brussels

pytestmark = pytest.mark.django_db
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def call() -> CallPage:
    """Make the only call, with cut-offs on the days of the changes of daylight-saving time."""
    CallPage.objects.all().delete()
    made = factories.draft(CallPage, factories.project(), title={"fr": "Robots", "en": "Robots, please"})
    made.deadline_model = "cut_offs"
    made.opens_at = brussels("2027-01-10 09:00")
    made.deadlines = [CallDeadline(moment=brussels(day)) for day in ("2027-03-28 17:00", "2027-10-31 17:00")]
    factories.publish(made)
    return CallPage.objects.get(pk=made.pk)


def events(reader: Client, address: str) -> list[Any]:
    """Return the events of a calendar."""
    response = reader.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


@pytest.mark.parametrize("one", [True, False])
def test_calendar_tells_opening_and_cut_offs_right_across_summer_time(
    reader: Client, call: CallPage, one: bool
) -> None:
    found = events(reader, f"/en/calls/{call.uuid}.ics" if one else "/en/calls.ics")
    moments = sorted(event["DTSTART"].dt.astimezone(UTC) for event in found)
    assert moments == [
        datetime(2027, 1, 10, 8, tzinfo=UTC),
        datetime(2027, 3, 28, 15, tzinfo=UTC),
        datetime(2027, 10, 31, 16, tzinfo=UTC),
    ]
    assert {event["DTEND"].dt - event["DTSTART"].dt for event in found} == {timedelta(minutes=15)}
    assert {str(event["STATUS"]) for event in found} == {"CONFIRMED"}


def test_programs_remind_of_deadlines_where_the_address_says_so(reader: Client, call: CallPage) -> None:
    for address in ("/en/calls.ics", f"/en/calls/{call.uuid}.ics"):
        assert [event.walk("VALARM") for event in events(reader, address)] == [[], [], []]
        alarms = {
            str(event["SUMMARY"]): event.walk("VALARM") for event in events(reader, f"{address}?reminder=7")
        }
        assert [len(found) for name, found in sorted(alarms.items())] == [1, 1, 0]
        assert {found[0]["TRIGGER"].dt for found in alarms.values() if found} == {timedelta(days=-7)}
        for nonsense in ("x", "-1", "²", "999999999999", "0"):
            assert len(events(reader, f"{address}?reminder={nonsense}")) == 3


def test_the_calendar_of_all_calls_leaves_out_what_is_older_than_a_year(
    reader: Client, call: CallPage
) -> None:
    with time_machine.travel(brussels("2028-04-01 09:00").astimezone(UTC), tick=False):
        assert [event["DTSTART"].dt for event in events(reader, "/en/calls.ics")] == [
            datetime(2027, 10, 31, 16, tzinfo=UTC)
        ]
        assert len(events(reader, f"/en/calls/{call.uuid}.ics")) == 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_list_says_how_to_subscribe(reader: Client, call: CallPage, language: str) -> None:
    index = CallIndexPage.objects.get().get_url_in(language)
    html = reader.get(f"{index}?deadline=90").content.decode()
    assert f'href="webcal://localhost:8000/{language}/calls.ics?deadline=90"' in html
    assert f'href="webcal://localhost:8000/{language}/calls.ics?deadline=90&amp;reminder=7"' in html
    assert f"<code>http://localhost:8000/{language}/calls.ics?deadline=90</code>" in html


def test_what_is_over_is_not_added_to_calendars(reader: Client, call: CallPage) -> None:
    address = f"/en/calls/{call.uuid}.ics"
    with time_machine.travel(brussels("2027-10-31 16:59").astimezone(UTC), tick=False):
        assert address in reader.get(call.get_url_in("en")).content.decode()
    with time_machine.travel(brussels("2027-10-31 17:00").astimezone(UTC), tick=False):
        assert address not in reader.get(call.get_url_in("en")).content.decode()


@pytest.mark.parametrize("language", ["fr", "en", "nl", "de"])
def test_a_deadline_at_midnight_is_the_end_of_a_day(reader: Client, language: str) -> None:
    call = factories.draft(CallPage, factories.project(), title=factories.in_all_languages("Robots"))
    call.opens_at, call.closes_at = brussels("2027-03-01 00:00"), brussels("2027-04-02 00:00")
    factories.publish(call)
    with time_machine.travel(brussels("2027-03-20 09:00").astimezone(UTC), tick=False):
        page = reader.get(call.get_url_in(language)).content.decode()
        row = reader.get(CallIndexPage.objects.get().get_url_in(language)).content.decode()
        feed = reader.get(f"/{language}/calls.atom").content.decode()
    for shown in (page, row, feed):
        assert "24:00" in shown
    with translation.override(language):
        last, first = portal_date(date(2027, 4, 1)), portal_date(date(2027, 3, 1))
    assert f"{last}, 24:00" in page
    assert f"{first}, 00:00" in page
    with time_machine.travel(brussels("2027-04-01 09:00").astimezone(UTC), tick=False):
        assert "24:00" in reader.get(call.get_url_in(language)).content.decode()


def test_event_keeps_its_identity_and_counts_its_changes(reader: Client, call: CallPage) -> None:
    before = {str(event["UID"]): event for event in events(reader, "/en/calls.ics")}
    later = {column("changed_at", code): call.last_published_at + timedelta(hours=1) for code in ("en", "fr")}
    CallPage.objects.filter(pk=call.pk).update(**later)
    after = {str(event["UID"]): event for event in events(reader, "/fr/calls.ics")}
    assert set(before) == set(after)
    assert len(before) == 3
    for uid, event in after.items():
        assert event["SEQUENCE"] > before[uid]["SEQUENCE"]
        assert event["LAST-MODIFIED"].dt > before[uid]["LAST-MODIFIED"].dt


def test_lists_hold_a_call_only_where_it_is_live(reader: Client, call: CallPage) -> None:
    assert events(reader, "/en/calls.ics")
    assert events(reader, "/de/calls.ics") == []
    assert ET.fromstring(reader.get("/de/calls.atom").content).findall("atom:entry", ATOM) == []  # noqa: S314


def test_calendar_of_a_call_is_there_wherever_its_page_is(reader: Client, call: CallPage) -> None:
    for language in ("en", "de"):
        assert events(reader, f"/{language}/calls/{call.uuid}.ics")
    assert reader.get(f"/en/calls/{uuid.uuid4()}.ics").status_code == 404


@pytest.mark.parametrize(("language", "title"), [("fr", "Robots"), ("en", "Robots, please")])
def test_feed_is_in_one_language_and_says_so(
    reader: Client, call: CallPage, language: str, title: str
) -> None:
    response = reader.get(f"/{language}/calls.atom")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(response.content)  # noqa: S314 - our own answer
    assert feed.get(XML_LANG) == language
    [entry] = feed.findall("atom:entry", ATOM)
    assert entry.get(XML_LANG) == language
    assert entry.findtext("atom:title", namespaces=ATOM) == title
    link = entry.find("atom:link", ATOM)
    assert link is not None
    assert link.get("href", "").endswith(call.get_url_in(language) or "?")
    identity = entry.findtext("atom:id", namespaces=ATOM) or ""
    assert identity.startswith("urn:uuid:")
    published, updated = (
        entry.findtext(f"atom:{name}", namespaces=ATOM) for name in ("published", "updated")
    )
    assert published
    assert updated
    assert published <= updated


def test_entry_is_new_again_when_the_call_opens(reader: Client, call: CallPage) -> None:
    with time_machine.travel(brussels("2027-01-10 09:30").astimezone(UTC), tick=False):
        feed = ET.fromstring(reader.get("/en/calls.atom").content)  # noqa: S314
    assert feed.findtext("atom:entry/atom:updated", namespaces=ATOM) == "2027-01-10T08:00:00+00:00"


@pytest.mark.parametrize("address", ["/en/calls.atom", "/en/calls.ics"])
def test_programs_that_have_it_already_get_it_once(reader: Client, call: CallPage, address: str) -> None:
    first = reader.get(address)
    tag = first.headers["ETag"]
    again = reader.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    if "Last-Modified" in first.headers:
        since = {"If-Modified-Since": first.headers["Last-Modified"]}
        assert reader.get(address, headers=since).status_code == 304
    factories.publish_edit(call, title={"fr": "Robots", "en": "Robots, again"})
    assert reader.get(address, headers={"If-None-Match": tag}).status_code == 200
    assert (
        b"Robots\\, again" in reader.get(address).content or b"Robots, again" in reader.get(address).content
    )


def test_the_feed_keeps_the_rules_of_its_format(reader: Client, call: CallPage) -> None:
    """RFC 4287 as the W3C's validator reads it."""
    for language in ("fr", "en"):
        feed = ET.fromstring(reader.get(f"/{language}/calls.atom?deadline=90&open=1").content)  # noqa: S314
        found = ET.fromstring(reader.get(f"/{language}/calls.atom").content)  # noqa: S314
        for one in (feed, found):
            check_feed(one)
        assert found.findtext("atom:author/atom:name", namespaces=ATOM) in (
            "MecaTech Cluster",
            "Pôle MecaTech",
        )
    described = " ".join(found.itertext())
    assert "Deadline: 31 October 2027" in described


def check_feed(feed: ET.Element) -> None:
    """Assert what the format demands of a feed and its entries."""
    times = []
    for name in ("id", "title", "updated", "author/atom:name"):
        assert len(feed.findall(f"atom:{name}", ATOM)) == 1, name
    links = {link.get("rel", "alternate"): link.get("href", "") for link in feed.findall("atom:link", ATOM)}
    assert links.keys() >= {"self", "alternate"}
    entries = feed.findall("atom:entry", ATOM)
    for part in (feed, *entries):
        times.append(datetime.fromisoformat(part.findtext("atom:updated", "", ATOM)))
        assert times[-1].tzinfo is not None
        assert urlsplit(part.findtext("atom:id", "", ATOM)).scheme in ("http", "urn")
        assert (part.findtext("atom:title", "", ATOM)).strip()
        for link in part.findall("atom:link", ATOM):
            assert urlsplit(link.get("href", "")).scheme == "http"
    assert len({entry.findtext("atom:id", "", ATOM) for entry in entries}) == len(entries)
    for entry in entries:
        [summary] = entry.findall("atom:summary", ATOM)
        assert summary.get("type") == "html"
        assert not re.search(r"<(script|style|iframe|object)|(href|src)=\"/", summary.text or "")


def test_pages_announce_feed_and_calendar(reader: Client, call: CallPage) -> None:
    for page in (call, factories.home()):
        html = reader.get(page.get_url_in("fr")).content.decode()
        assert 'type="application/atom+xml" href="/fr/calls.atom"' in html
        assert 'type="text/calendar" href="/fr/calls.ics"' in html


@pytest.mark.parametrize("kind", ["atom", "ics"])
def test_filtered_feed_survives_nonsense(reader: Client, call: CallPage, kind: str) -> None:
    assert reader.get(f"/en/calls.{kind}?kind=x&country=%00&deadline=9").status_code == 200
