"""Serves pictures of proposals, to those whom a view has let through."""

from django.http import FileResponse, Http404

from partners.proposals import images
from partners.proposals.models import ProposedChange


def picture(change: ProposedChange) -> FileResponse:
    """Return the picture, for no cache to keep. Raises Http404 where it is not kept any more."""
    if not change.file:
        raise Http404
    try:
        stream = change.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(stream, content_type=images.content_type(change.value_proposed))
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
