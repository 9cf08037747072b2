"""Giving out documents that not everybody may have."""

from django.http import HttpRequest, HttpResponseBase
from wagtail.documents.wagtail_hooks import check_view_restrictions

from cluster_portal.media.models import PortalDocument
from cluster_portal.private.delivery import as_private, deliver


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
