"""What the page of a project shows in the space."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpRequest
from django.utils import timezone

from cluster_portal.accounts.models import User
from cluster_portal.languages.texts import follow_languages_of
from cluster_portal.pages.querysets import may_be_seen
from partners.memberships.models import Membership
from projects.acknowledgement import cards
from projects.consortium import rows
from projects.consortium.access import may_upload
from projects.consortium.models import ConsortiumDate, ConsortiumPage
from projects.consortium.visits import seen_until
from projects.models import CallPage, Participation, ProjectContact, ProjectPage, ProjectResult


def project_page(
    project: ProjectPage, user: User, memberships: list[Membership], request: HttpRequest
) -> dict[str, Any]:
    """Return everything the consortium has of a project. ``memberships`` are the person's own in it."""
    now = timezone.now()
    today = timezone.localdate(now)
    own = {row.partner_id for row in memberships}
    managed = {row.partner_id for row in memberships if row.is_manager}
    uploads = may_upload(user, memberships)
    seen = seen_until(user)
    is_public = ProjectPage.objects.visible_to(None).filter(pk=project.pk).exists()
    return {
        "project": project,
        "may_upload": uploads,
        "seen_until": seen,
        "documents": rows.document_rows(
            project, seen, uploads, managed, user.has_perm("consortium.change_consortiumdocument")
        ),
        "pages": list(ConsortiumPage.objects.shown().filter(project=project.pk)),
        "owed": rows.owed_rows(_results(project), today),
        "dates": rows.date_rows(ConsortiumDate.objects.filter(project=project.pk).in_order(), now),
        "partners": rows.partner_rows(_parts(project, user, own), own),
        "contacts": [row.contact for row in _contacts(project) if row.is_valid_on(today)],
        "calls": list(
            CallPage.objects.child_of(project).visible_to(user).what_matters_first(now).with_clock()
        ),
        "embed_code": cards.embed_code(project) if is_public else "",
        "public_url": project.get_url(request) if is_public else "",
    }


def _results(project: ProjectPage) -> list[ProjectResult]:
    found = ProjectResult.objects.filter(project=project.pk).select_related("document")
    return follow_languages_of(project, list(found))


def _parts(project: ProjectPage, user: User, own: set[int]) -> list[Participation]:
    """Return the parts of the partners that the person may see (``is_seen``), and of their own."""
    found = Participation.objects.filter(project=project.pk).select_related("partner").order_by("sort_order")
    found = found.annotate(is_seen=ExpressionWrapper(may_be_seen(user, "partner__"), BooleanField()))
    return follow_languages_of(project, list(found.filter(Q(is_seen=True) | Q(partner__in=own))))


def _contacts(project: ProjectPage) -> list[ProjectContact]:
    found = ProjectContact.objects.filter(project=project.pk).select_related("contact")
    return list(found.order_by("sort_order"))
