"""Dates of consortia as iCalendar (RFC 5545), for one person's calendar program."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vDuration

from cluster_portal.languages.codes import active_language
from cluster_portal.languages.routing import absolute
from projects.consortium.models import CalendarToken, ConsortiumDate
from projects.consortium.querysets import results_still_due
from projects.models import ProjectPage, ProjectResult

# How often calendar programs should look again.
_REFRESH = timedelta(hours=1)


def calendar_of(token: CalendarToken, projects: "QuerySet[ProjectPage]") -> bytes:
    """Return milestones, meetings and what is due of ``projects``, in the reader's language.

    Times stand in the portal's time zone, which the calendar defines with its changes to and from summer time.
    """
    by_key = {project.pk: project for project in projects}
    dates = ConsortiumDate.objects.filter(project__in=by_key).in_order()
    owed = results_still_due(ProjectPage.objects.filter(pk__in=by_key))
    name = str(token.project.texts.title) if token.project else _("My projects")
    made = _empty_calendar(name)
    for event in (*_dates(dates, by_key), *_owed(owed, by_key)):
        made.add_component(event)
    made.add_component(Timezone.from_tzid(settings.TIME_ZONE))
    return made.to_ical()


def _empty_calendar(name: str) -> Calendar:
    made = Calendar()
    made.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//Consortia//{active_language().upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", settings.TIME_ZONE)
    made.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(_REFRESH))
    return made


def _dates(dates: Iterable[ConsortiumDate], projects: dict[int, ProjectPage]) -> Iterable[Event]:
    zone = ZoneInfo(settings.TIME_ZONE)
    for row in dates:
        project = projects[row.project_id]
        event = _event(row.uuid, project, str(row.texts.title), row.changed_at)
        if row.is_all_day:
            event.add("dtstart", row.day)
            # The end of an event is the first day on which it is over.
            event.add("dtend", row.last_day + timedelta(days=1))
        else:
            event.add("dtstart", row.begins.astimezone(zone))
            if row.ends_at is not None:
                event.add("dtend", row.ends_at.astimezone(zone))
        if row.texts.place:
            event.add("location", str(row.texts.place))
        event.add("categories", [row.kind_label])
        event.add("description", "\n".join(filter(None, [str(row.texts.note), str(event["url"])])))
        event.add("transp", "OPAQUE" if row.kind == row.Kind.MEETING else "TRANSPARENT")
        yield event


def _owed(results: Iterable[ProjectResult], projects: dict[int, ProjectPage]) -> Iterable[Event]:
    for row in results:
        project = projects[row.project_id]
        summary = _("Due: %(title)s") % {"title": row.texts.title}
        changed = project.changed_at_in(active_language()) or timezone.now()
        event = _event(uuid.uuid5(row.uuid, "due"), project, summary, changed)
        event.add("dtstart", row.due_on)
        event.add("categories", [row.kind_label])
        event.add("description", event["url"])
        event.add("transp", "TRANSPARENT")
        yield event


def _event(identity: uuid.UUID, project: Any, summary: str, changed: datetime) -> Event:
    event = Event()
    event.add("uid", str(identity))
    event.add("dtstamp", changed.astimezone(ZoneInfo("UTC")))
    event.add("last-modified", changed.astimezone(ZoneInfo("UTC")))
    event.add("summary", f"{project.texts.title} – {summary}")
    event.add("url", absolute(reverse("consortium:project", args=[project.uuid])) or "")
    event.add("class", "PRIVATE")
    return event
