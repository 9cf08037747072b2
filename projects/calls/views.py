"""Feeds and calendars of calls."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from cluster_portal.languages.codes import active_language
from cluster_portal.pages.freshness import set_lifetime
from projects.calls import calendars, selection
from projects.calls.contexts import keep_fresh
from projects.calls.feeds import CallFeed
from projects.models import CallPage

_feed = CallFeed()


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """Return the Atom feed of the calls that the address asks for."""
    response = _feed(request)
    set_lifetime(request, response)
    return response


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Return the calendar of the calls that the address asks for."""
    chosen = selection.select(request)
    return _calendar(request, chosen.calls, chosen.title, f"calls-{active_language()}.ics")


@require_safe
def call_calendar(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Return the calendar of one call, as readable as its page is in this language. Raises 404 without the call."""
    visible = CallPage.objects.visible_to(request.user)
    call = visible.with_clock().filter(uuid=identity).first()
    if call is None:
        raise Http404
    keep_fresh(request, [call])
    return _calendar(request, [call], str(call.texts.title), f"{call.slug}.ics")


def _calendar(request: HttpRequest, calls: list[CallPage], name: str, file_name: str) -> HttpResponse:
    response = HttpResponse(
        calendars.calendar(calls, name, timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    set_lifetime(request, response)
    return response
