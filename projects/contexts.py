"""What the pages of projects and calls show besides their own texts."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from projects.states import CallState, ProjectStatus

if TYPE_CHECKING:
    from projects.models import CallPage, ProjectPage


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


def project(page: "ProjectPage", request: HttpRequest) -> dict[str, Any]:
    """Return partners, calls, goals and related projects of a project."""
    from projects.models import CallPage, ProjectPage

    # Coordinator first, then as staff ordered them.
    participations = sorted(
        (row for row in page.participations.select_related("partner", "partner__logo") if row.partner.live),
        key=lambda row: row.role != row.Role.COORDINATOR,
    )
    visible = ProjectPage.objects.visible_to(request.user)
    related = list(visible.filter(pk=page.follows_id) | visible.filter(follows=page.pk)) if page.pk else []
    return {
        "participations": participations,
        "coordinator": next(
            (row.partner for row in participations if row.role == row.Role.COORDINATOR), None
        ),
        "key_objectives": list(page.objectives.all()),
        "calls": list(CallPage.objects.visible_to(request.user).child_of(page).with_project())
        if page.path
        else [],
        "goals": list(page.goals.visible_to(request.user)),
        "sectors": list(page.sectors.all()),
        "contacts": list(page.contacts.all()),
        "status": page.status,
        "status_label": page.status_label,
        "follows": next((other for other in related if other.pk == page.follows_id), None),
        "followed_by": [other for other in related if other.follows_id == page.pk],
    }


def call(page: "CallPage") -> dict[str, Any]:
    """Return the project of a call, its state and what it gives."""
    parents = page.ancestors
    return {
        "project": parents[-1] if parents else None,
        "call_state": page.state,
        "call_state_label": page.state_label,
        "kinds": list(page.kinds_of_support.all()),
        "sectors": list(page.sectors.all()),
        "accepts_applications": page.state in (CallState.OPEN, CallState.CLOSING_SOON),
    }
