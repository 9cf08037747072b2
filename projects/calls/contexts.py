"""What the pages of calls show besides their own texts, and the calls that other pages show."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from babel import Locale
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from cluster_portal.countries import country_name
from cluster_portal.languages.codes import active_language
from cluster_portal.languages.routing import absolute
from cluster_portal.pages.freshness import fresh_until
from cluster_portal.pages.related import RelatedPages
from projects import structured_data
from projects.calls import rows
from projects.calls.states import CallState, next_change
from projects.calls.wording import support_text

# Days: time to finish an application.
_REMINDER = 7

if TYPE_CHECKING:
    from projects.calls.models import CallPage
    from projects.models import ProjectPage


def call(page: "CallPage", request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
    """Return the project of a call, its state and deadlines, and what it gives."""
    clock = page.clock
    keep_fresh(request, [page])
    parent = page.ancestors[-1] if page.ancestors else None
    if parent is not None:
        related.want(parent.pk, joined="projectpage__programme")
    supports = rows.rows_of(page, "supports")
    return {
        "project": lambda: _project(parent, related),
        "structured_data": lambda: structured_data.call(page, _project(parent, related)),
        "clock": clock,
        "call_state": clock.state,
        "call_state_label": clock.label,
        "accepts_applications": clock.accepts_applications,
        "kinds": [row.kind for row in supports],
        "supports": [{"name": row.kind.texts.name, "text": support_text(row)} for row in supports],
        "sectors": rows.rows_of(page, "sectors"),
        "documents": rows.rows_of(page, "documents"),
        "contacts": rows.rows_of(page, "contacts"),
        "countries": sorted(map(country_name, page.countries), key=str.casefold),
        "application_languages": _language_names(page.application_languages),
        "results": page.texts.results if clock.state == CallState.CLOSED else None,
        "share": share(page),
    }


def _project(parent: Any, related: RelatedPages) -> Any:
    """Return the project with all its fields where the reader may see it."""
    found = related.get(parent.pk) if parent is not None else None
    return getattr(found, "projectpage", parent)


def _language_names(codes: list[str]) -> list[str]:
    names = Locale.parse(active_language()).languages
    return sorted((names.get(code, code) for code in codes), key=str.casefold)


def share(page: "CallPage") -> dict[str, Any]:
    """Return what there is to pass a call on with: address, mail, calendar."""
    url = absolute(page.get_url()) or ""
    title = str(page.texts.title)
    body = "\n".join([line for line in (title, str(page.amount_text), url) if line] + [""])
    clock = page.clock
    has_dates = bool(page.opens_at or page.closes_at or page.deadline_rows)
    is_over = clock.state == CallState.CLOSED and clock.pending_stage is None
    return {
        "url": url,
        "title": page.texts.title,
        "calendar_url": reverse("call_calendar", args=[page.uuid])
        if has_dates and page.pk and not is_over
        else "",
        "mail_url": "mailto:?" + urlencode({"subject": title, "body": body}, quote_via=quote),
    }


def subscription(query: str) -> dict[str, str]:
    """Return the addresses at which programs follow the calendar of a choice; its ``query`` ends with ``&``."""
    address = absolute(reverse("calls_calendar")) or ""
    with_choice = f"{address}?{query.rstrip('&')}" if query else address
    with_reminder = f"{address}?{query}reminder={_REMINDER}"
    return {
        "address": with_choice,
        "link": _for_programs(with_choice),
        "link_with_reminder": _for_programs(with_reminder),
    }


def _for_programs(address: str) -> str:
    """Return the address in the scheme that calendar programs open."""
    return f"webcal:{urlsplit(address)._replace(scheme='').geturl()}"


def keep_fresh(request: HttpRequest, calls: "Iterable[CallPage]") -> None:
    """Let the answer to ``request`` live in caches no longer than what it says of these calls is true."""
    now = timezone.now()
    schedules = [call.schedule for call in calls]
    fresh_until(request, next_change(schedules, now, timezone.get_default_timezone()))


def below_project(page: "ProjectPage", request: HttpRequest, related: RelatedPages) -> "list[CallPage]":
    """Return the calls of a project, what a company can use first. They were announced to ``related``."""
    from projects.calls.models import CallPage
    from projects.calls.querysets import place_in_list

    calls = [found.callpage for found in related.of_type(CallPage) if found.path.startswith(page.path)]
    for found in calls:
        found.project = page
    staged = [found for found in calls if found.has_rows]
    prefetch_related_objects(staged, "deadlines")
    prefetch_related_objects(calls, "supports__kind")
    keep_fresh(request, calls)
    now = timezone.now()
    return sorted(calls, key=lambda found: place_in_list(found, now))
