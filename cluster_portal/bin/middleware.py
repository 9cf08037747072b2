"""Wagtail's screens about one page lead to the bin when the page lies there."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cluster_portal.bin.models import BinnedPage

# Names of the screens, with the argument that holds the key of the page.
_SCREENS = {"wagtailadmin_pages:edit": "page_id", "wagtailadmin_explore": "parent_page_id"}


class BinMiddleware:
    """Answers with the way to the bin in place of “not found”; the screens of the bin ask who may see the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look for the page in the bin once Wagtail has not found it."""
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code != 404 or match is None or match.view_name not in _SCREENS:
            return response
        row = BinnedPage.objects.holding(match.kwargs[_SCREENS[match.view_name]])
        return response if row is None else redirect("bin_page", row.pk)
