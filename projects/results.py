"""Files of results that only the consortium may have."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponseBase

from cluster_portal.media.restrictions import deliver_document, refusal
from cluster_portal.private.delivery import private_answer

if TYPE_CHECKING:
    from cluster_portal.media.models import PortalDocument


def serve_consortium_file(document: "PortalDocument", request: HttpRequest) -> HttpResponseBase | None:
    """Answer for a file of a result that no published project calls public; None for others.

    The consortium and staff have it, the public gets 404. What restricts its collection holds besides.
    """
    return _answer(request, document) if _is_closed(document) else None


def _is_closed(document: "PortalDocument") -> bool:
    from projects.models import ProjectResult

    results = ProjectResult.objects.filter(document=document.pk)
    if results.filter(dissemination=ProjectResult.Dissemination.PUBLIC, project__live=True).exists():
        return False
    return results.exists() or document.pk in _in_drafts()


def _in_drafts() -> set[int | None]:
    """Return the keys of the files that drafts of published projects name, as revisions keep them."""
    from projects.models import ProjectPage

    drafts = ProjectPage.objects.filter(has_unpublished_changes=True).order_by()
    results = drafts.values_list("latest_revision__content__results", flat=True)
    return {row.get("document") for rows in results for row in rows or []}


@private_answer
def _answer(request: HttpRequest, document: "PortalDocument") -> HttpResponseBase:
    from projects.consortium.access import projects_of
    from projects.models import ProjectResult

    results = ProjectResult.objects.filter(document=document.pk, project__in=projects_of(request.user))
    if not _is_staff(request.user) and not results.exists():
        raise Http404
    return refusal(document, request) or deliver_document(document, request)


def _is_staff(user: Any) -> bool:
    return user.has_perm("wagtailadmin.access_admin")
