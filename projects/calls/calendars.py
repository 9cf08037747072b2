"""Calls as iCalendar (RFC 5545): an event for each opening, deadline, stage and cut-off."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from icalendar import Event

from cluster_portal.languages.codes import active_language
from cluster_portal.languages.routing import absolute
from projects.calendars import empty_calendar, event, remind, set_time

if TYPE_CHECKING:
    from projects.calls.models import CallPage

# What is older is left out of the calendar of all calls: programs keep what they have read.
KEPT = timedelta(days=365)


def calendar(
    calls: "Iterable[CallPage]",
    name: str,
    now: datetime,
    *,
    since: datetime | None = None,
    reminder: timedelta | None = None,
) -> bytes:
    """Return a calendar called ``name`` with the dates of ``calls`` from ``since`` on, in the reader's language.

    With ``reminder`` programs remind their user of each deadline that much earlier.
    """
    made = empty_calendar(name, "Calls")
    for call in calls:
        for found in _events(call, now, reminder):
            if since is None or found.start >= since:
                made.add_component(found)
    return made.to_ical()


def _events(call: "CallPage", now: datetime, reminder: timedelta | None) -> list[Event]:
    title = str(call.texts.title)
    clock = call.clock_at(now)
    events, deadlines = [], []
    if call.opens_at is not None:
        summary = _("Opening: %(title)s") % {"title": title}
        events.append(_event(call, uuid.uuid5(call.uuid, "opening"), call.opens_at, summary, now))
    if call.has_rows:
        for row, stop in zip(call.deadline_rows, clock.stops, strict=True):
            summary = _("%(deadline)s: %(title)s") % {"deadline": stop.label, "title": title}
            deadlines.append(_event(call, row.uuid, stop.moment, summary, now))
    elif call.closes_at is not None:
        summary = _("Deadline: %(title)s") % {"title": title}
        deadlines.append(_event(call, call.uuid, call.closes_at, summary, now))
    if reminder is not None:
        for deadline in deadlines:
            remind(deadline, reminder, str(deadline["summary"]))
    return [*events, *deadlines]


def _event(call: "CallPage", identity: uuid.UUID, moment: datetime, summary: str, now: datetime) -> Event:
    language = {"LANGUAGE": call.texts.title.language}
    clock = call.clock_at(now)
    address = absolute(call.get_url()) or ""
    remarks = [f"{clock.label}.", str(call.amount_text), str(call.texts.summary), address]
    made = event(identity, call.changed_at_in(active_language()) or now, summary, **language)
    set_time(made, moment)
    made.add("description", "\n".join(remark for remark in remarks if remark), parameters=language)
    made.add("url", address)
    made.add("categories", [clock.label])
    made.add("transp", "TRANSPARENT")
    made.add("class", "PUBLIC")
    made.add("x-call-state", clock.state.value)
    return made
