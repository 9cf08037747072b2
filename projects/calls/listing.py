"""The list of all calls: what matches the reader's choice, what there is to choose from, and how many of each."""

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cluster_portal.countries import country_name
from cluster_portal.languages.codes import active_language
from cluster_portal.languages.texts import Text
from cluster_portal.pages.freshness import fresh_until
from cluster_portal.pages.related import RelatedPages
from projects.calls.contexts import keep_fresh, subscription
from projects.calls.filters import DEADLINES, PERMANENT, Choice
from projects.calls.options import Options, read_options
from projects.calls.states import CallState, start_of_day

if TYPE_CHECKING:
    from projects.calls.models import CallPage

CALLS_PER_PAGE = 20
# How many calls of each kind stand in for open ones when there are none.
_INSTEAD = 3
_OPEN_STATES = (CallState.OPEN, CallState.CLOSING_SOON)


def context(request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
    """Return the calls that match, in groups by state, and the choices with their counts."""
    from projects.calls.models import CallPage

    now = timezone.now()
    options = read_options(request.user)
    choice = Choice.read(request.GET, options)
    visible = CallPage.objects.visible_to(request.user)
    counts = choice.count(visible, now)
    states = counts.get("state", {})
    number_open = sum(states.get(state, 0) for state in _OPEN_STATES)
    total = number_open if choice.open else sum(states.values())
    instead = bool(choice.open) and not number_open
    matching = (choice.without("open") if instead else choice).apply(visible, now)
    pages, strange_page = _page(request, total)
    if instead:
        calls = matching.best_of_each(now, _INSTEAD)
    elif total:
        first = (pages.number - 1) * CALLS_PER_PAGE
        calls = matching.part_of_list(now, first, first + CALLS_PER_PAGE)
    else:
        calls = []
    related.want(matching=Q(path__in={call.parent_path for call in calls}))
    keep_fresh(request, calls)
    fresh_until(request, _midnight_after(now))
    ignored = dict(choice.ignored) | ({"page": strange_page} if strange_page else {})
    return {
        "choice": choice,
        "groups": lambda: _groups(calls, states, related, instead),
        "number_open": number_open,
        "total": total,
        "summary_of_results": _summary(total, choice),
        "shows_instead": instead,
        "selects": _selects(choice, options, counts),
        "ignored": [{"name": _names()[name], "value": value[:60]} for name, value in ignored.items()],
        "pages": pages,
        "query": choice.query,
        "feed_query": f"?{choice.query.rstrip('&')}" if choice.query else "",
        "calendar": subscription(choice.query),
    }


def _page(request: HttpRequest, total: int) -> tuple[Page[int], str]:
    """Return the page of the list that is asked for, and what was asked for if there is no such page."""
    paginator: Paginator[int] = Paginator(range(total), CALLS_PER_PAGE)
    wanted = request.GET.get("page", "").strip()
    page = paginator.get_page(wanted or 1)
    return page, wanted if wanted and wanted != str(page.number) else ""


def _midnight_after(now: datetime) -> datetime:
    zone = timezone.get_default_timezone()
    return start_of_day(now.astimezone(zone).date() + timedelta(days=1), zone)


def _groups(
    calls: "list[CallPage]", states: dict[str, int], related: RelatedPages, instead: bool
) -> list[dict[str, Any]]:
    """Return the calls by state, in the order in which they come."""
    headings = {
        CallState.OPEN: _("Open now"),
        CallState.FORTHCOMING: _("Opening soon"),
        CallState.UNKNOWN: _("Dates not known"),
        CallState.CLOSED: _("Closed last") if instead else _("Closed"),
    }
    groups: dict[str, dict[str, Any]] = {}
    for call in calls:
        call.project = related.at_tree_path(call.parent_path)
        state = CallState.OPEN if call.state.accepts_applications else call.state
        number = states.get(state, 0)
        if state == CallState.OPEN:
            number += states.get(CallState.CLOSING_SOON, 0)
        group = {"key": state.value, "heading": headings[state], "number": number, "calls": []}
        groups.setdefault(state, group)["calls"].append(call)
    return list(groups.values())


def _summary(total: int, choice: Choice) -> str:
    if choice.open:
        return ngettext("%(number)s open call", "%(number)s open calls", total) % {"number": total}
    return ngettext("%(number)s call", "%(number)s calls", total) % {"number": total}


def _names() -> dict[str, str]:
    return {
        "open": _("Open now"),
        "kind": _("Kind of support"),
        "sector": _("Sector"),
        "country": _("Country of the company"),
        "programme": _("Programme"),
        "deadline": _("Deadline"),
        "page": _("Page"),
    }


def _selects(
    choice: Choice, options: Options, counts: dict[str, dict[str, int]]
) -> dict[str, dict[str, Any]]:
    """Return what each facet offers, with the number of calls that choosing it would show."""
    records = {"kind": options.kinds, "sector": options.sectors, "programme": options.programmes}
    offered: dict[str, list[tuple[str, Text, int | None]]] = {
        name: sorted(
            ((key, record.texts.name, counts.get(name, {}).get(key, 0)) for key, record in found.items()),
            key=lambda row: str(row[1]).casefold(),
        )
        for name, found in records.items()
    }
    offered["country"] = sorted(
        ((code, _own(country_name(code)), _open_to(code, counts)) for code in options.countries),
        key=lambda row: str(row[1]).casefold(),
    )
    offered["deadline"] = [
        *((key, _own(_("within %(days)s days") % {"days": days}), None) for key, days in DEADLINES.items()),
        (PERMANENT, _own(_("without a deadline")), None),
    ]
    return {
        name: {
            "name": name,
            "label": _names()[name],
            "options": [
                {"value": key, "label": label, "number": number, "is_chosen": choice.get(name) == key}
                for key, label, number in rows
            ],
        }
        for name, rows in offered.items()
    }


def _open_to(code: str, counts: dict[str, dict[str, int]]) -> int:
    """Add up the calls that name the country and those that name none."""
    found = ((json.loads(written), number) for written, number in counts.get("country", {}).items())
    return sum(number for codes, number in found if not codes or code in codes)


def _own(words: str) -> Text:
    return Text(words, active_language(), active_language())
