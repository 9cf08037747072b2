"""What the pages of projects show besides their own texts."""

from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from cluster_portal.database import read_keys
from cluster_portal.languages.codes import active_language
from cluster_portal.languages.texts import follow_languages_of
from cluster_portal.pages.freshness import hold_for_today
from cluster_portal.pages.related import RelatedPages
from projects import rows, structured_data
from projects.acknowledgement import cards
from projects.acknowledgement.statements import assess
from projects.calls import contexts as calls
from projects.maps import consortium_map

if TYPE_CHECKING:
    from partners.models import PartnerPage
    from projects.models import Participation, ProjectPage


def project(page: "ProjectPage", request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
    """Return partners, calls, goals, related projects and the acknowledgement of a project."""
    goals = (
        read_keys(page.goal_keys) if hasattr(page, "goal_keys") else [goal.pk for goal in page.goals.all()]
    )
    # A preview shows a page that was not read with what hangs on it.
    followers = read_keys(page.follower_keys) if hasattr(page, "follower_keys") else page.followed_by_keys()
    day = timezone.localdate()
    hold_for_today(request)
    shown = {
        name: rows.rows_of(page, name, day)
        for name in ("objectives", "figures", "results", "contacts", "sectors")
    }
    related.want(*goals, *followers, page.follows_id)
    if page.path:
        below = Q(path__startswith=page.path, depth=page.depth + 1)
        related.want(matching=below, joined="callpage")
    parts = follow_languages_of(page, list(page.participations.all()))
    related.want(*(row.partner_id for row in parts), joined="partnerpage__logo")
    # Asked for twice, by the page and by its structured data.
    calls_below = cache(lambda: calls.below_project(page, request, related))
    return _acknowledgement(page, request) | {
        "structured_data": lambda: structured_data.project(
            page, _participations(parts, related), calls_below()
        ),
        "embed_code": cards.embed_code(page) if page.live else "",
        "participations": lambda: _participations(parts, related),
        "coordinator": lambda: _coordinator(parts, related),
        "consortium_map": lambda: consortium_map(
            _participations(parts, related), _coordinator(parts, related), "#partners-heading"
        ),
        "key_objectives": shown["objectives"],
        "calls": calls_below,
        "goals": lambda: related.get_many(goals),
        "sectors": shown["sectors"],
        "figures": shown["figures"],
        "results": shown["results"],
        "contacts": [row.contact for row in shown["contacts"]],
        "status": page.status,
        "status_label": page.status_label,
        "follows": lambda: related.get(page.follows_id),
        "followed_by": lambda: related.get_many(followers),
    }


def _acknowledgement(page: "ProjectPage", request: HttpRequest) -> dict[str, Any]:
    """Return the statement for readers, and for staff what is missing of it."""
    found = assess(page, active_language())
    is_staff = request.user.has_perm("wagtailadmin.access_admin")
    return {
        "acknowledgement": found.acknowledgement,
        "staff_missing": found.missing if is_staff else (),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if is_staff and page.pk else "",
    }


def _participations(parts: "list[Participation]", related: RelatedPages) -> "list[Participation]":
    """Return those whose partner the reader may see, the coordinator first, then as staff ordered them."""
    shown = []
    for row in parts:
        if (page := related.get(row.partner_id)) is not None:
            row.partner = page.partnerpage
            shown.append(row)
    return sorted(shown, key=lambda row: row.role != row.Role.COORDINATOR)


def _coordinator(parts: "list[Participation]", related: RelatedPages) -> "PartnerPage | None":
    first = next(iter(_participations(parts, related)), None)
    return first.partner if first is not None and first.role == first.Role.COORDINATOR else None
