"""Uploaded files: documents after asking who may have them, others where the application delivers them itself."""

import mimetypes
import posixpath

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail import hooks
from wagtail.documents.views.serve import serve as serve_public_document

from cluster_portal.media.access import (
    asks_to_sign_in,
    enters_collection,
    is_for_staff,
    is_open_to_all,
    may_read_page_of,
)
from cluster_portal.media.models import PRIVATE_FOLDER, PortalDocument, PortalRendition
from cluster_portal.media.restrictions import deliver_document, refusal
from cluster_portal.private.delivery import deliver, private_answer

# Documents have a view of their own, which asks who may read them; pages show resized images, never originals, nor
# what waits for its texts.
CLOSED_FOLDERS = ("documents", "original_images", "wagtail_uploads", PRIVATE_FOLDER)
FILE_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


@require_safe
def document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    """Return a document to whoever may have it; a former name leads to the present one. Raises Http404.

    No cache keeps the answer unless everybody may have the document.
    """
    found = get_object_or_404(PortalDocument, pk=document_id)
    if not found.has_name(document_filename):
        raise Http404
    if not is_open_to_all(found):
        return _closed_document(request, found, document_filename)
    if document_filename != found.filename:
        return _to_present_name(request, found)
    response: HttpResponseBase = serve_public_document(request, document_id, document_filename)
    # Wagtail names an encoding that there is not.
    if response.headers.get("Content-Encoding") == "None":
        del response.headers["Content-Encoding"]
    return response


@private_answer
def _closed_document(request: HttpRequest, found: PortalDocument, filename: str) -> HttpResponseBase:
    """Answer for a document that follows closed pages, or lies in a restricted collection.

    Functions registered as ``may_have_document`` open it to others: each takes the document and the user.
    """
    is_opened = any(may(found, request.user) for may in hooks.get_hooks("may_have_document"))
    if not is_opened and not may_read_page_of(found, request) and not is_for_staff(found, request.user):
        if asks_to_sign_in(found, request):
            return redirect_to_login(request.get_full_path(), reverse("wagtailcore_login"))
        raise Http404
    if (refused := refusal(found, request)) is not None:
        return refused
    if filename != found.filename:
        return _to_present_name(request, found)
    return deliver_document(found, request)


def _to_present_name(request: HttpRequest, found: PortalDocument) -> HttpResponseBase:
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{found.url}?{query}" if query else found.url)


@require_safe
@private_answer
def private_image(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a resized copy of an image to whoever may see it, and to its staff. Raises Http404."""
    copy = get_object_or_404(PortalRendition.objects.select_related("image__collection"), file=path)
    image = copy.image
    is_for_reader = enters_collection(image, request) and may_read_page_of(image, request)
    if not is_for_reader and not is_for_staff(image, request.user):
        raise Http404
    name = posixpath.basename(path)
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    fingerprint = f"{image.get_file_hash()}-{copy.pk}"
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
