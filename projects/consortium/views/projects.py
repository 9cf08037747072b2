"""The page of a project in the space."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partners.space.access import person
from projects.consortium.access import in_consortium, own_memberships
from projects.consortium.contexts import project_page
from projects.models import ProjectPage


@require_safe
@in_consortium
def project(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    """Show what the consortium of a project has among itself."""
    user = person(request)
    context = project_page(project, user, own_memberships(user, project), request)
    return render(request, "consortium/project.html", context)
