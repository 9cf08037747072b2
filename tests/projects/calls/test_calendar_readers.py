"""Five calendar programs of different families read the same hours, on both sides of both changes of the clock."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import ics
import pytest
import recurring_ical_events
import time_machine
import vobject
from django.test import Client

from projects.calendars import LENGTH
from projects.models import CallDeadline, CallPage
from tests import factories
from tests.groups import ICAL_JS, ROOT
from tests.projects.calls.moments import BRUSSELS

pytestmark = [pytest.mark.django_db, pytest.mark.node]

# By identity: when an event begins and ends.
Read = dict[str, tuple[datetime, datetime]]
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)


def by_icalendar(content: bytes) -> Read:
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return {str(event["UID"]): (event.start, event.end) for event in events}


def by_ics(content: bytes) -> Read:
    return {
        event.uid: (event.begin.datetime, event.end.datetime)
        for event in ics.Calendar(content.decode()).events
    }


def by_vobject(content: bytes) -> Read:
    events = vobject.readOne(content.decode()).vevent_list
    return {event.uid.value: (event.dtstart.value, event.dtend.value) for event in events}


def by_recurring_ical_events(content: bytes) -> Read:
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(content)).between(
        (2000, 1, 1), (2100, 1, 1)
    )
    return {str(event["UID"]): (event.start, event.end) for event in found}


def by_ical_js(content: bytes) -> Read:
    node = shutil.which("node")
    assert node
    script = ROOT / "tests" / "projects" / "calls" / "reading.mjs"
    answer = subprocess.run([node, script, ICAL_JS], input=content, capture_output=True, check=True)  # noqa: S603
    return {
        uid: (datetime.fromisoformat(begins), datetime.fromisoformat(ends))
        for uid, begins, ends in json.loads(answer.stdout)
    }


READERS: list[Callable[[bytes], Read]] = [
    by_icalendar,
    by_ics,
    by_vobject,
    by_recurring_ical_events,
    by_ical_js,
]


def around_the_changes() -> list[datetime]:
    """Return forty moments of 2027: each quarter of the day for five days about the changes in spring and autumn."""
    days = [datetime(2027, 3, 26), datetime(2027, 10, 29)]
    hours = [timedelta(days=day, hours=hour) for day in range(5) for hour in (1, 9, 17, 24)]
    return [(first + passed).replace(tzinfo=BRUSSELS) for first in days for passed in hours]


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_every_deadline_has_the_same_hour_in_every_program(reader: Client, read: Any) -> None:
    call = factories.draft(CallPage, factories.project(), title={"fr": "Robots"})
    call.deadline_model = "cut_offs"
    call.deadlines = [CallDeadline(moment=moment) for moment in around_the_changes()]
    factories.publish(call)
    with time_machine.travel(NOW, tick=False):
        content = reader.get("/fr/calls.ics").content
        one = reader.get(f"/fr/calls/{call.uuid}.ics").content
    found = read(content)
    expected = {}
    for page in CallPage.objects.with_clock().filter(live=True):
        moments = (
            {row.uuid: row.moment for row in page.deadline_rows}
            if page.has_rows
            else {page.uuid: page.closes_at}
        )
        expected |= {
            str(key): at for key, at in moments.items() if at is not None and at > NOW - timedelta(days=365)
        }
    assert len(expected) >= 40
    for identity, moment in expected.items():
        begins, ends = found[identity]
        assert (begins.astimezone(UTC), ends - begins) == (moment.astimezone(UTC), LENGTH), moment
    assert len(read(one)) == 40
