"""Gives a private file out. Whoever calls it has asked first whether the reader may have the file."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header, parse_etags
from django.views.defaults import permission_denied

from cluster_portal.private.ranges import UnsatisfiableRangeError, byte_range
from cluster_portal.private.storage import is_private_folder
from cluster_portal.views import page_not_found

R = TypeVar("R", bound=HttpResponseBase)
View = Callable[..., HttpResponseBase]

PRIVATE_HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
}
# A file that is opened in the browser all the same can run nothing and reach nothing.
FILE_POLICY = "default-src 'none'; sandbox"
_CHUNK = 64 * 1024


def as_private(response: R) -> R:
    """Let no cache keep an answer, and no browser guess what it is."""
    for name, value in PRIVATE_HEADERS.items():
        response.headers[name] = value
    patch_vary_headers(response, ["Cookie"])
    return response


def private_answer(view: View) -> View:
    """Let no cache keep any answer of ``view``, whether it gives, refuses or sends elsewhere."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Http404 as refusal:
            response = page_not_found(request, refusal)
        except PermissionDenied as refusal:
            response = permission_denied(request, refusal)
        return as_private(response)

    return answering


def deliver(
    request: HttpRequest, stored: FieldFile, *, name: str, content_type: str, fingerprint: str
) -> HttpResponseBase:
    """Return the answer with a file, or with the part of it that is asked for, to be kept under ``name``.

    ``fingerprint`` changes whenever the content does. Call it only once the reader is known to be allowed.
    """
    etag = f'"{fingerprint}"'
    if _is_known(request, etag):
        return _file_answer(HttpResponseNotModified(), name, etag)
    prefix: str = settings.PRIVATE_FILES_ACCEL
    if prefix and is_private_folder(stored.storage):
        response: HttpResponseBase = HttpResponse(content_type=content_type)
        response.headers["X-Accel-Redirect"] = f"{prefix.rstrip('/')}/{quote(stored.name or '')}"
        response = _file_answer(response, name, etag)
        # The web server says so itself.
        del response.headers["Accept-Ranges"]
        return response
    try:
        response = _from_here(request, stored, content_type, etag)
    except FileNotFoundError as missing:
        raise Http404 from missing
    return _file_answer(response, name, etag)


def _file_answer(response: HttpResponseBase, name: str, etag: str) -> HttpResponseBase:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = etag
    return as_private(response)


def _is_known(request: HttpRequest, etag: str) -> bool:
    """Say whether the browser has this content already."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or etag in [one.removeprefix("W/") for one in known]


def _from_here(request: HttpRequest, stored: FieldFile, content_type: str, etag: str) -> HttpResponseBase:
    size = stored.storage.size(stored.name or "")
    part = None
    # A range belongs to one version: of any other the browser gets the whole.
    if request.method == "GET" and request.headers.get("If-Range", etag) == etag:
        try:
            part = byte_range(request.headers.get("Range", ""), size)
        except UnsatisfiableRangeError:
            refused = HttpResponse(status=416, content_type=content_type)
            refused.headers["Content-Range"] = f"bytes */{size}"
            return refused
    first, length = (part.first, part.length) if part else (0, size)
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type=content_type)
    else:
        opened = stored.storage.open(stored.name or "", "rb")
        response = StreamingHttpResponse(_chunks(opened, first, length), content_type=content_type)
    if part is not None:
        response.status_code = 206
        response.headers["Content-Range"] = part.content_range
    response.headers["Content-Length"] = str(length)
    return response


def _chunks(opened: File, first: int, length: int) -> Iterator[bytes]:  # type: ignore[type-arg]
    with opened:
        opened.seek(first)
        while length > 0 and (chunk := opened.read(min(_CHUNK, length))):
            length -= len(chunk)
            yield chunk
