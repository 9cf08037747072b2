"""What the pages of projects show besides their own texts."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpRequest

from cluster_portal.database import read_keys
from cluster_portal.pages.related import RelatedPages
from projects.states import ProjectStatus

if TYPE_CHECKING:
    from partners.models import PartnerPage
    from projects.models import CallPage, Participation, ProjectPage


def project_list(request: HttpRequest) -> dict[str, Any]:
    """Return the projects the reader may see, by status."""
    from projects.models import ProjectPage

    projects = list(ProjectPage.objects.visible_to(request.user).for_cards().newest_first())
    current = (ProjectStatus.RUNNING, ProjectStatus.FORTHCOMING)
    return {
        "running": [project for project in projects if project.status in current],
        "ended": [project for project in projects if project.status == ProjectStatus.ENDED],
        "other": [project for project in projects if project.status == ProjectStatus.UNKNOWN],
    }


def project(page: "ProjectPage", related: RelatedPages) -> dict[str, Any]:
    """Return partners, calls, goals and related projects of a project."""
    goals, contacts, followers = (
        read_keys(getattr(page, name, None)) for name in ("goal_keys", "contact_keys", "follower_keys")
    )
    related.want(*goals, *followers, page.follows_id)
    if page.path:
        below = Q(path__startswith=page.path, depth=page.depth + 1)
        related.want(matching=below, joined="callpage")
    rows = list(page.participations.all())
    related.want(*(row.partner_id for row in rows), joined="partnerpage__logo")
    return {
        "participations": lambda: _participations(rows, related),
        "coordinator": lambda: _coordinator(rows, related),
        "key_objectives": list(page.objectives.all()),
        "calls": lambda: _calls(related),
        "goals": lambda: related.get_many(goals),
        "sectors": list(page.sectors.all()),
        "contacts": list(page.contacts.all()) if contacts or not page.path else [],
        "status": page.status,
        "status_label": page.status_label,
        "follows": lambda: related.get(page.follows_id),
        "followed_by": lambda: related.get_many(followers),
    }


def _participations(rows: "list[Participation]", related: RelatedPages) -> "list[Participation]":
    """Return those whose partner the reader may see, the coordinator first, then as staff ordered them."""
    shown = []
    for row in rows:
        if (page := related.get(row.partner_id)) is not None:
            row.partner = page.partnerpage
            shown.append(row)
    return sorted(shown, key=lambda row: row.role != row.Role.COORDINATOR)


def _coordinator(rows: "list[Participation]", related: RelatedPages) -> "PartnerPage | None":
    first = next(iter(_participations(rows, related)), None)
    return first.partner if first is not None and first.role == first.Role.COORDINATOR else None


def _calls(related: RelatedPages) -> "list[CallPage]":
    from projects.models import CallPage

    return [page.callpage for page in related.of_type(CallPage)]
