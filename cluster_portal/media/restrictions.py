"""Files in collections that are not open to everybody. A collection obeys those above it."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail.documents.wagtail_hooks import check_view_restrictions

from cluster_portal.media.models import PortalDocument
from cluster_portal.private.delivery import as_private, deliver


def is_restricted(file: Any) -> bool:
    """Say whether the collection of an image or a document, or one above it, is restricted."""
    return file.collection is not None and bool(file.collection.get_view_restrictions())


def accepts(file: Any, request: HttpRequest) -> bool:
    """Say whether whoever asks may enter the collection of an image or a document."""
    return all(found.accept_request(request) for found in file.collection.get_view_restrictions())


def refusal(document: PortalDocument, request: HttpRequest) -> HttpResponseBase | None:
    """Return the answer to whoever may not enter the collection of ``document``; None to whoever may.

    It asks for a password or to sign in, as the restriction demands.
    """
    refused = check_view_restrictions(document, request)
    return None if refused is None else as_private(refused)


def deliver_document(document: PortalDocument, request: HttpRequest) -> HttpResponseBase:
    """Give out a document that not everybody may have, to somebody who may."""
    return deliver(
        request,
        document.file,
        name=document.filename,
        content_type=document.content_type,
        fingerprint=document.get_file_hash(),
    )
