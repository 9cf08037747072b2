"""Answers to requests that cannot be read: in the reader's language, and without anything that needs the request."""

import logging
import re
from collections.abc import Callable

from django.core.exceptions import BadRequest, DisallowedHost, RequestDataTooBig, TooManyFieldsSent
from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _

from cluster_portal.languages.middleware import language_of_path, preferred_language

logger = logging.getLogger(__name__)

# What Python and Django say of a number, a date or a text that is none: in views that ask before they look.
_UNREADABLE = re.compile(
    r"expected a number but got|invalid literal for int|integer string conversion|must be an integer|"
    r"out of range|too large to convert|embedded null|NUL \(0x00\)|null characters|"
    r"is not a valid UUID|badly formed hexadecimal"
)


class UnreadableRequestMiddleware:
    """Answers 400 where a view fails at what was sent: a field that is missing, a key that is no number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Tell what comes of the request from what is a fault of the portal."""
        if not _is_unreadable(exception) or not _carries_anything(request):
            return None
        # With its trace: a fault of the portal that looks the same is found in the log.
        logger.warning("A request to %s could not be read.", request.path, exc_info=exception)
        return bad_request(request, BadRequest(str(exception)[:200]))


def _is_unreadable(exception: Exception) -> bool:
    if isinstance(exception, MultiValueDictKeyError):
        return True
    return isinstance(exception, (ValueError, OverflowError, DataError)) and bool(
        _UNREADABLE.search(str(exception))
    )


def _carries_anything(request: HttpRequest) -> bool:
    """Return whether something was sent besides a fixed address: where nothing was, the fault is the portal's."""
    match = request.resolver_match
    varies = match is not None and bool(match.args or match.kwargs)
    return varies or request.method == "POST" or bool(request.META.get("QUERY_STRING"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 (413 to what is too large): an unknown host name, or what cannot be read."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return _answer(request, 413, _too_large)
    return _answer(request, 400, _unknown_host if isinstance(exception, DisallowedHost) else _not_understood)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form without the token that shows where it comes from."""
    return _answer(request, 403, _form_expired)


def _not_understood() -> tuple[str, str]:
    return _("This request cannot be read"), _(
        "Something is missing or garbled in the address or in the form. Go back in your browser: "
        "what you typed is still there. Reload the page if it happens again."
    )


def _unknown_host() -> tuple[str, str]:
    return _("No site has this name"), _("The portal does not answer under this name. Check the address.")


def _too_large() -> tuple[str, str]:
    return _("This is too large"), _(
        "The portal does not take in as much at once. Nothing was saved. Go back and send less, or a smaller file."
    )


def _form_expired() -> tuple[str, str]:
    return _("The form was not accepted"), _(
        "The page was open for too long, you have signed in or out in another window, or your browser refuses "
        "cookies. Nothing was saved. Go back, copy what you typed, reload the page and send the form again."
    )


def _language_of(request: HttpRequest) -> str:
    """Return the language of the address, for staff their own, else what the browser prefers."""
    own = getattr(getattr(request, "user", None), "language", "")
    return language_of_path(request.path_info) or own or preferred_language(request)


def _answer(request: HttpRequest, status: int, said: Callable[[], tuple[str, str]]) -> HttpResponse:
    language = _language_of(request)
    with translation.override(language):
        heading, text = said()
        if "application/json" in request.headers.get("Accept", ""):
            answer: HttpResponse = JsonResponse(
                {"success": False, "error_code": "unreadable", "error_message": text}, status=status
            )
        else:
            context = {"status": status, "heading": heading, "text": text, "language": language}
            answer = HttpResponse(render_to_string("refused.html", context), status=status)
    answer["Content-Language"] = language
    answer["Cache-Control"] = "no-store"
    answer["Vary"] = "Accept-Language"
    return answer
