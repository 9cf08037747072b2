"""Files of results that only the consortium may have."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest


def refuse_consortium_file(document: Any, request: HttpRequest) -> None:
    """Answer 404 to the public for a file that belongs to a result for the consortium and to no public one."""
    from projects.models import ProjectResult

    if request.user.has_perm("wagtailadmin.access_admin"):
        return
    results = ProjectResult.objects.filter(document=document.pk)
    public = ProjectResult.objects.filter(
        document=OuterRef("document"), dissemination=ProjectResult.Dissemination.PUBLIC
    )
    closed = results.filter(dissemination=ProjectResult.Dissemination.CONSORTIUM).exclude(Exists(public))
    if closed.exists():
        raise Http404
