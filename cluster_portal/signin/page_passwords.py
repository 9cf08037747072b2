"""Passwords of pages and of collections of documents: Wagtail asks for them, wrong ones are counted here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from wagtail.documents.views.serve import authenticate_with_password as documents_view
from wagtail.views import authenticate_with_password as page_view

from cluster_portal.signin import limits


def page_password(request: HttpRequest, page_view_restriction_id: int, page_id: int) -> HttpResponse:
    """Open a page, and what stands below it, with its password."""
    return _counted(request, f"page {page_view_restriction_id}", page_view, page_view_restriction_id, page_id)


def documents_password(request: HttpRequest, restriction_id: int) -> HttpResponse:
    """Open the documents of a collection with its password."""
    return _counted(request, f"documents {restriction_id}", documents_view, restriction_id)


def _counted(request: HttpRequest, opens: str, view: Callable[..., HttpResponse], *keys: int) -> HttpResponse:
    tries = limits.spend(request, ("page_password", opens))
    response = view(request, *keys)
    if response.status_code == 302:
        tries.rollback()
    return response
