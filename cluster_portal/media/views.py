"""Uploaded files: documents after asking who may have them, others where the application delivers them itself."""

import mimetypes
import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail import hooks
from wagtail.documents.views.serve import serve as serve_public_document

from cluster_portal.media.models import PRIVATE_FOLDER, PortalDocument, PortalRendition
from cluster_portal.media.restrictions import accepts, deliver_document, is_restricted, refusal
from cluster_portal.private.delivery import deliver, private_answer

# Documents have a view of their own, which asks who may read them; pages show resized images, never originals.
CLOSED_FOLDERS = ("documents", "original_images", PRIVATE_FOLDER)
FILE_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


@require_safe
def document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    """Return a document to whoever may have it. No cache keeps the answer unless everybody may. Raises Http404.

    Functions registered as ``serve_private_document`` are asked first: each takes the document and the request,
    and returns the answer where the document is its own to decide on, else None.
    """
    found = get_object_or_404(PortalDocument, pk=document_id)
    if found.filename != document_filename:
        raise Http404
    for decide in hooks.get_hooks("serve_private_document"):
        answer: HttpResponseBase | None = decide(found, request)
        if answer is not None:
            return answer
    if is_restricted(found):
        return refusal(found, request) or deliver_document(found, request)
    return serve_public_document(request, document_id, document_filename)


@require_safe
@private_answer
def private_image(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a resized copy of an image to whoever may enter its collection, and to staff. Raises Http404."""
    copy = get_object_or_404(PortalRendition.objects.select_related("image__collection"), file=path)
    is_staff = request.user.has_perm("wagtailadmin.access_admin")
    if not is_staff and not accepts(copy.image, request):
        raise Http404
    name = posixpath.basename(path)
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    fingerprint = f"{copy.image.get_file_hash()}-{copy.pk}"
    return deliver(request, copy.file, name=name, content_type=content_type, fingerprint=fingerprint)


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return an uploaded file that is public. Raises Http404 for all others."""
    if path.startswith(f"{PRIVATE_FOLDER}/"):
        return private_image(request, path)
    folder = posixpath.normpath(path).lstrip("/").partition("/")[0]
    if folder.casefold() in CLOSED_FOLDERS or folder == "..":
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    # An uploaded file is shown, never run.
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
