"""The language of a request: that of its address, else what the reader's browser prefers."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from cluster_portal.languages.codes import offered_languages


def language_of_path(path: str) -> str | None:
    """Return the offered language that an address begins with, None without one."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in offered_languages() else None


def preferred_language(request: HttpRequest) -> str:
    """Return the offered language that the browser asks for first, else the default."""
    offered = offered_languages()
    for wanted, quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        code = wanted.split("-")[0].lower()
        if code in offered and quality > 0:
            return code
    return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in offered else offered[0]


class LanguageMiddleware:
    """Activates the language of each request for its duration."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from_path = language_of_path(request.path_info)
        language = from_path or preferred_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if from_path is None:
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", language)
        return response
