"""Views that belong to no page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from cluster_portal.languages.codes import active_language, offered_languages
from cluster_portal.languages.routing import find_in_any_language, languages_offering


@require_safe
def to_language(request: HttpRequest) -> HttpResponse:
    """Send a reader without a language in the address to the one the browser prefers."""
    query = request.META.get("QUERY_STRING", "")
    response = redirect(f"/{active_language()}/{'?' + query if query else ''}")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 in the reader's language, and offer the page where it exists in another."""
    first, _, rest = request.path_info.strip("/").partition("/")
    path = rest if first in offered_languages() else request.path_info.strip("/")
    page = find_in_any_language(path) if path else None
    context = {"offered_in": languages_offering(page) if page else [], "found": page}
    return render(request, "404.html", context, status=404)
