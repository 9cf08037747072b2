"""Dates of consortia as iCalendar (RFC 5545), for one person's calendar program."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event

from cluster_portal.languages.codes import active_language
from cluster_portal.languages.routing import absolute
from projects.calendars import empty_calendar, event, set_time
from projects.consortium.models import CalendarToken, ConsortiumDate
from projects.consortium.querysets import results_still_due
from projects.models import ProjectPage, ProjectResult


def calendar_of(token: CalendarToken, projects: "QuerySet[ProjectPage]") -> bytes:
    """Return milestones, meetings and what is due of ``projects``, in the reader's language."""
    by_key = {project.pk: project for project in projects}
    dates = ConsortiumDate.objects.filter(project__in=by_key).in_order()
    owed = results_still_due(ProjectPage.objects.filter(pk__in=by_key))
    name = str(token.project.texts.title) if token.project else _("My projects")
    made = empty_calendar(name, "Consortia")
    for found in (*_dates(dates, by_key), *_owed(owed, by_key)):
        made.add_component(found)
    return made.to_ical()


def _dates(dates: Iterable[ConsortiumDate], projects: dict[int, ProjectPage]) -> Iterable[Event]:
    for row in dates:
        project = projects[row.project_id]
        made = _event(row.uuid, project, str(row.texts.title), row.changed_at)
        if row.is_all_day:
            made.add("dtstart", row.day)
            # The end of an event is the first day on which it is over.
            made.add("dtend", row.last_day + timedelta(days=1))
        else:
            set_time(made, row.begins, row.ends_at)
        if row.texts.place:
            made.add("location", str(row.texts.place))
        made.add("categories", [row.kind_label])
        made.add("description", "\n".join(filter(None, [str(row.texts.note), str(made["url"])])))
        made.add("transp", "OPAQUE" if row.kind == row.Kind.MEETING else "TRANSPARENT")
        yield made


def _owed(results: Iterable[ProjectResult], projects: dict[int, ProjectPage]) -> Iterable[Event]:
    for row in results:
        project = projects[row.project_id]
        summary = _("Due: %(title)s") % {"title": row.texts.title}
        changed = project.changed_at_in(active_language()) or timezone.now()
        made = _event(uuid.uuid5(row.uuid, "due"), project, summary, changed)
        made.add("dtstart", row.due_on)
        made.add("categories", [row.kind_label])
        made.add("description", made["url"])
        made.add("transp", "TRANSPARENT")
        yield made


def _event(identity: uuid.UUID, project: Any, summary: str, changed: datetime) -> Event:
    made = event(identity, changed, f"{project.texts.title} – {summary}")
    made.add("url", absolute(reverse("consortium:project", args=[project.uuid])) or "")
    made.add("class", "PRIVATE")
    return made
