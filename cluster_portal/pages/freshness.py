"""How long an answer stays true: what shows the state of something with a clock must not outlive it in a cache."""

import math
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage

# Seconds for which a public page may be stored when nothing on it has a clock.
LIFETIME = 60


def fresh_until(request: HttpRequest, moment: datetime | None) -> None:
    """Say that the answer to ``request`` is no longer true at ``moment`` (aware). The earliest moment counts."""
    known = getattr(request, "fresh_until", None)
    if moment is not None and (known is None or moment < known):
        request.fresh_until = moment  # type: ignore[attr-defined]


def hold_for_today(request: HttpRequest) -> None:
    """Let no cache keep the answer past midnight in the portal's time zone, when what depends on the day changes."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    fresh_until(request, timezone.make_aware(datetime.combine(tomorrow, time.min)))


def lifetime(request: HttpRequest, now: datetime) -> int:
    """Return for how many seconds the answer to ``request`` may be stored from ``now`` on."""
    limit: datetime | None = getattr(request, "fresh_until", None)
    return LIFETIME if limit is None else max(0, min(LIFETIME, math.floor((limit - now).total_seconds())))


def is_public(request: HttpRequest, page: "PortalPage | None" = None) -> bool:
    """Say whether everybody may read the same answer: nobody is signed in, and the page is not restricted."""
    user = getattr(request, "user", None)
    if getattr(request, "is_preview", False) or (user is not None and user.is_authenticated):
        return False
    return page is None or not page.get_view_restrictions().exists()


def set_lifetime(request: HttpRequest, response: HttpResponseBase, page: "PortalPage | None" = None) -> None:
    """Let caches keep a public answer until something on it changes, and no cache keep any other.

    Call it last: what is shown says meanwhile with ``fresh_until`` how long it holds.
    """
    if response.has_header("Cache-Control"):
        return
    if is_public(request, page):
        patch_cache_control(response, public=True, max_age=lifetime(request, timezone.now()))
    else:
        add_never_cache_headers(response)
