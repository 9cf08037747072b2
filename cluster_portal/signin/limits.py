"""How often something may be tried, and what somebody reads who tried too often.

The rates stand in the settings, ACCOUNT_RATE_LIMITS; django-allauth counts, in the cache.
"""

import math
import time
from datetime import timedelta

from allauth.account import app_settings as account_settings
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from allauth.mfa import app_settings as mfa_settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

_APP = "allauth.account"


def spend(request: HttpRequest, *tries: tuple[str, str | None]) -> RateLimitUsage:
    """Count one try of each action, given with what it is counted under where its rates are per key.

    Return the count, which ``rollback`` takes back. Ends the request with a refusal when one of them was tried too
    often; nothing of the others is counted then. Reading (GET) counts nothing.
    """
    spent = RateLimitUsage([])
    for action, key in tries:
        usage = ratelimit.consume(request, app=_APP, action=action, key=key)
        if usage is None:
            spent.rollback()
            raise ImmediateHttpResponse(refusal(request, _seconds_left(request, _APP, action, key)))
        spent.usage += usage.usage
    return spent


def allows(request: HttpRequest, action: str, key: str) -> bool:
    """Count one try; say whether it may be done."""
    return ratelimit.consume(request, app=_APP, action=action, key=key) is not None


def forget(request: HttpRequest, action: str, key: str) -> None:
    """Let an action be tried as if it never had been."""
    ratelimit.clear(request, app=_APP, action=action, key=key)


def refusal(request: HttpRequest, seconds: float) -> HttpResponse:
    """Answer 429 in the reader's language: when it can be tried again, in so many seconds."""
    seconds = max(1, math.ceil(seconds))
    # The next full minute, so that nobody who comes back when the clock shows it is too early.
    moment = timezone.now() + timedelta(seconds=seconds + 59)
    response = render(request, "429.html", {"moment": moment}, status=429)
    response["Retry-After"] = str(seconds)
    add_never_cache_headers(response)
    return response


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Answer what django-allauth refuses by itself: by where it comes from, or by who is signed in."""
    by_app = {_APP: account_settings.RATE_LIMITS, "allauth.mfa": mfa_settings.RATE_LIMITS}
    left = [_seconds_left(request, app, action) for app, actions in by_app.items() for action in actions]
    return refusal(request, max(left))


def _seconds_left(request: HttpRequest, app: str, action: str, key: str | None = None) -> float:
    """Return the seconds after which an action can be tried again, 0 when it can be now."""
    now, left = time.time(), 0.0
    for rate in ratelimit.get_rates(app=app, action=action):
        if (rate.per == "key" and key is None) or (rate.per == "user" and not request.user.is_authenticated):
            continue
        name = ratelimit.get_cache_key(request, app=app, action=action, rate=rate, key=key)
        tries = [moment for moment in cache.get(name, []) if moment > now - rate.duration]
        if len(tries) >= rate.amount:
            left = max(left, min(tries) + rate.duration - now)
    return left
