"""Pages of a consortium."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cluster_portal.pages.related import linked_in, reading, related_pages
from projects.consortium.access import in_consortium
from projects.consortium.models import ConsortiumPage
from projects.models import ProjectPage


@require_safe
@in_consortium
def page(request: HttpRequest, project: ProjectPage, page: uuid.UUID) -> HttpResponse:
    """Show a page that is for the consortium only. Raises Http404 while it is not shown."""
    found = ConsortiumPage.objects.shown().filter(project=project.pk, uuid=page).first()
    if found is None:
        raise Http404
    related = related_pages(request)
    related.want(*linked_in(found))
    # Links lead only to pages that the person may see.
    with reading(related):
        return render(request, "consortium/page.html", {"project": project, "page_shown": found})
