"""Calls as iCalendar (RFC 5545): an event for each opening, deadline, stage and cut-off."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vDuration

from cluster_portal.languages.codes import active_language
from cluster_portal.languages.routing import absolute

if TYPE_CHECKING:
    from projects.calls.models import CallPage

# How often calendar programs should look again.
_REFRESH = timedelta(hours=1)


def calendar(calls: "Iterable[CallPage]", name: str, now: datetime) -> bytes:
    """Return a calendar called ``name`` with the dates of ``calls``, in the reader's language.

    Each moment stands in the call's time zone, which the calendar defines.
    """
    made = Calendar()
    made.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//Calls//{active_language().upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", settings.TIME_ZONE)
    made.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(_REFRESH))
    zones = {settings.TIME_ZONE}
    for call in calls:
        for event in _events(call, now):
            made.add_component(event)
        zones.add(call.time_zone)
    for zone in sorted(zones):
        made.add_component(Timezone.from_tzid(zone))
    return made.to_ical()


def _events(call: "CallPage", now: datetime) -> list[Event]:
    title = str(call.texts.title)
    clock = call.clock_at(now)
    events = []
    if call.opens_at is not None:
        summary = _("Opening: %(title)s") % {"title": title}
        events.append(_event(call, uuid.uuid5(call.uuid, "opening"), call.opens_at, summary, now))
    if call.has_rows:
        for row, stop in zip(call.deadline_rows, clock.stops, strict=True):
            summary = _("%(deadline)s: %(title)s") % {"deadline": stop.label, "title": title}
            events.append(_event(call, row.uuid, stop.moment, summary, now))
    elif call.closes_at is not None:
        summary = _("Deadline: %(title)s") % {"title": title}
        events.append(_event(call, call.uuid, call.closes_at, summary, now))
    return events


def _event(call: "CallPage", identity: uuid.UUID, moment: datetime, summary: str, now: datetime) -> Event:
    language = {"LANGUAGE": call.texts.title.language}
    clock = call.clock_at(now)
    changed = call.changed_at_in(active_language()) or now
    first = call.first_published_at or changed
    address = absolute(call.get_url()) or ""
    remarks = [f"{clock.label}.", str(call.texts.amount), str(call.texts.summary), address]
    event = Event()
    event.add("uid", str(identity))
    event.add("dtstamp", changed.astimezone(ZoneInfo("UTC")))
    event.add("last-modified", changed.astimezone(ZoneInfo("UTC")))
    # Grows with every change, as the standard asks, without being counted anywhere.
    event.add("sequence", max(0, int((changed - first).total_seconds())))
    event.add("dtstart", moment.astimezone(call.zone))
    event.add("summary", summary, parameters=language)
    event.add("description", "\n".join(remark for remark in remarks if remark), parameters=language)
    event.add("url", address)
    event.add("categories", [clock.label])
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")
    event.add("x-call-state", clock.state.value)
    return event
