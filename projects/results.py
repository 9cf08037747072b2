"""Files that only a consortium has: those of its results, and those that its own pages name."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from cluster_portal.media import uses

if TYPE_CHECKING:
    from cluster_portal.media.models import PortalDocument


def may_have_file_of_consortium(document: "PortalDocument", user: Any) -> bool:
    """Say whether ``user`` belongs to a consortium that has ``document`` among its results or on one of its pages.

    The consortium has them in its space, also when the public page of the project is closed.
    """
    from projects.consortium.access import projects_of
    from projects.consortium.models import ConsortiumPage
    from projects.models import ProjectResult

    projects = projects_of(user)
    if ProjectResult.objects.filter(document=document.pk, project__in=projects).exists():
        return True
    names_it = Q(pk__in=[])
    for column in uses.text_columns(ConsortiumPage):
        names_it |= Q(**{f"{column}__contains": f'id="{document.pk}"'})
    pages = ConsortiumPage.objects.shown().filter(names_it, project__in=projects)
    return any(_names(page, document) for page in pages)


def _names(page: Any, document: "PortalDocument") -> bool:
    return any((kind, key) == ("document", document.pk) for kind, key, _language in uses.files_in_texts(page))


def note_files_of_consortium_pages() -> None:
    """Close the files that pages of consortia name to everybody else."""
    from projects.consortium.models import ConsortiumPage

    for page in ConsortiumPage._base_manager.all():
        uses.record_apart(page.project_id, page)
