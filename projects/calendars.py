"""iCalendar (RFC 5545) as every program reads it.

Moments stand in UTC: they need no definition of a time zone, of which programs read different parts, and each program
shows them in the time of its user.
"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from icalendar import Alarm, Calendar, Event, vDuration

from cluster_portal.languages.codes import active_language

# How often calendar programs should look again.
_REFRESH = timedelta(hours=1)
# Programs hide what takes no time, or give it a length of their own.
LENGTH = timedelta(minutes=15)
# SEQUENCE is a number of 31 bits.
_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


def empty_calendar(name: str, product: str) -> Calendar:
    """Return a calendar called ``name`` in the reader's language; ``product`` says what the portal writes in it."""
    made = Calendar()
    made.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//{product}//{active_language().upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", settings.TIME_ZONE)
    made.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(_REFRESH))
    return made


def event(identity: uuid.UUID, changed: datetime, summary: str, **parameters: Any) -> Event:
    """Return an event without its time. Its sequence grows with ``changed``, the moment of its last change."""
    made = Event()
    made.add("uid", str(identity))
    made.add("dtstamp", changed.astimezone(UTC))
    made.add("last-modified", changed.astimezone(UTC))
    made.add("sequence", max(0, int((changed - _BEGINNING).total_seconds())))
    made.add("status", "CONFIRMED")
    made.add("summary", summary, parameters=parameters)
    return made


def set_time(made: Event, begins: datetime, ends: datetime | None = None) -> None:
    """Say when an event takes place; without an end it lasts a quarter of an hour."""
    made.add("dtstart", begins.astimezone(UTC))
    made.add("dtend", (ends or begins + LENGTH).astimezone(UTC))


def remind(made: Event, before: timedelta, words: str) -> None:
    """Let programs remind their user of an event."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", words)
    made.add_component(alarm)
