"""Feeds and calendars of calls."""

import hashlib
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe, quote_etag
from django.views.decorators.http import require_safe

from cluster_portal.languages.codes import active_language
from cluster_portal.pages.freshness import set_lifetime
from projects.calls import calendars, selection
from projects.calls.contexts import keep_fresh
from projects.calls.feeds import CallFeed
from projects.models import CallPage

_feed = CallFeed()
# The days of which an address may ask to be reminded so long before a deadline.
_REMINDERS = frozenset(str(days) for days in range(1, 61))


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """Return the Atom feed of the calls that the address asks for; 304 to a program that has it already."""
    response = _feed(request)
    set_lifetime(request, response)
    return _unless_known(request, response)


@require_safe
def calendar(request: HttpRequest) -> HttpResponseBase:
    """Return the calendar of the calls that the address asks for, without dates older than a year."""
    chosen = selection.select(request)
    since = chosen.now - calendars.KEPT
    return _calendar(request, chosen.calls, chosen.title, f"calls-{active_language()}.ics", since=since)


@require_safe
def call_calendar(request: HttpRequest, identity: uuid.UUID) -> HttpResponseBase:
    """Return the calendar of one call, as readable as its page is in this language. Raises 404 without the call."""
    visible = CallPage.objects.visible_to(request.user)
    call = visible.with_clock().filter(uuid=identity).first()
    if call is None:
        raise Http404
    keep_fresh(request, [call])
    return _calendar(request, [call], str(call.texts.title), f"{call.slug}.ics")


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Return 304 where the program says that it has this very answer, by its tag or the date of the last change."""
    response.headers["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    changed = parse_http_date_safe(response.headers.get("Last-Modified", ""))
    answer: Any = get_conditional_response(request, response.headers["ETag"], changed, response)
    return answer


def _calendar(
    request: HttpRequest, calls: list[CallPage], name: str, file_name: str, since: datetime | None = None
) -> HttpResponseBase:
    content = calendars.calendar(calls, name, timezone.now(), since=since, reminder=_reminder(request))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    set_lifetime(request, response)
    return _unless_known(request, response)


def _reminder(request: HttpRequest) -> timedelta | None:
    """Return how long before each deadline programs are to remind; what is no number of days is ignored."""
    asked = request.GET.get("reminder", "")
    return timedelta(days=int(asked)) if asked in _REMINDERS else None
