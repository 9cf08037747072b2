"""Browsers with which somebody has signed in to an account before.

Failures of strangers are counted under the account, wherever they come from; those of a familiar browser under that
browser. So many strangers together cannot guess without end, and cannot keep the account's owner out either.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from cluster_portal.accounts.addresses import normal_form

COOKIE = "familiar_browser"
_SALT = "cluster_portal.signin.familiar"
_SECONDS = 180 * 24 * 60 * 60


def remember(response: HttpResponse, email: str) -> None:
    """Make the browser that gets this response a familiar one of the account with this address."""
    response.set_signed_cookie(
        COOKIE,
        f"{_mark(email)}.{secrets.token_urlsafe(12)}",
        salt=_SALT,
        max_age=_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def counted_under(request: HttpRequest, email: str) -> str:
    """Return what the failures of an account are counted under, whether or not there is an account."""
    kept = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=_SECONDS) or ""
    mark, _, browser = kept.partition(".")
    account = normal_form(email)
    return f"{account} {browser}" if constant_time_compare(mark, _mark(account)) else account


def _mark(email: str) -> str:
    return salted_hmac(_SALT, normal_form(email)).hexdigest()
