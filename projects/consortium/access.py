"""Who sees what of a consortium. Every page, file, calendar and letter of it asks here, anew each time."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from cluster_portal.accounts.models import User
from cluster_portal.pages.closed import Reader
from cluster_portal.private.delivery import private_answer
from cluster_portal.signin.rules import is_staff
from partners.memberships.models import Membership
from projects.consortium.models import ConsortiumDocument, DocumentVersion
from projects.models import Participation, ProjectPage
from projects.querysets import ProjectQuerySet

View = Callable[..., HttpResponseBase]


def published_projects() -> ProjectQuerySet:
    """Return the projects that have a consortium of their own: an alias shows that of its original."""
    found: ProjectQuerySet = ProjectPage.objects.published().filter(alias_of__isnull=True)
    return found


def projects_of(user: Reader) -> ProjectQuerySet:
    """Return the published projects in which a partner that ``user`` belongs to takes part.

    View restrictions on the public page do not matter: the consortium knows its own project.
    """
    partners = Membership.objects.of(user).values("partner")
    parts = Participation.objects.filter(project=OuterRef("pk"), partner__in=partners)
    return published_projects().filter(Exists(parts))


def projects_open_to(user: Reader) -> ProjectQuerySet:
    """Return the projects whose consortium ``user`` may look into: staff any, others their own."""
    return published_projects() if _is_staff(user) else projects_of(user)


def _is_staff(user: Reader) -> bool:
    return user is not None and user.is_authenticated and is_staff(user)


def consortium_project(user: Reader, identity: uuid.UUID) -> ProjectPage:
    """Return a project whose consortium ``user`` may look into.

    Raises Http404 all the same whether the project does not exist or is not theirs.
    """
    found = projects_open_to(user).select_related("programme").filter(uuid=identity).first()
    if found is None:
        raise Http404
    return cast("ProjectPage", found)


def consortium_version(user: Reader, identity: uuid.UUID) -> DocumentVersion:
    """Return a version of a document that ``user`` may have. Raises Http404."""
    versions = DocumentVersion.objects.shared().filter(document__project__in=projects_open_to(user))
    found = versions.select_related("document").filter(uuid=identity).first()
    if found is None:
        raise Http404
    return found


def shared_document(project: ProjectPage, identity: uuid.UUID) -> ConsortiumDocument:
    """Return a document of a project that nobody has withdrawn. Raises Http404."""
    found = ConsortiumDocument.objects.shared().filter(project=project.pk, uuid=identity).first()
    if found is None:
        raise Http404
    return found


def own_memberships(user: Reader, project: ProjectPage) -> list[Membership]:
    """Return what ``user`` belongs to among the partners of a project."""
    partners = Participation.objects.filter(project=project.pk).values("partner")
    return list(
        Membership.objects.of(user).filter(partner__in=partners).select_related("partner").order_by("since")
    )


def may_upload(user: User, memberships: list[Membership]) -> bool:
    """Say whether ``user``, with these memberships in a project, uploads documents: managers and editors do."""
    return any(row.is_manager for row in memberships) or user.has_perm("consortium.add_consortiumdocument")


def may_withdraw(user: User, memberships: list[Membership], document: ConsortiumDocument) -> bool:
    """Say whether ``user`` may take a document back: managers of the partner that brought it, and editors."""
    if user.has_perm("consortium.change_consortiumdocument"):
        return True
    own = [row.partner_id for row in memberships if row.is_manager]
    return document.partner_id is not None and document.partner_id in own


def signed_in(view: View) -> View:
    """Ask visitors to sign in before anything is looked up. No cache keeps any answer."""

    @private_answer
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        return view(request, *args, **kwargs)

    return guarded


def in_consortium(view: View) -> View:
    """Give the view the project at its address, as far as the person who is signed in may look into it."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, project: uuid.UUID, **kwargs: Any) -> HttpResponseBase:
        return view(request, consortium_project(request.user, project), **kwargs)

    return guarded
