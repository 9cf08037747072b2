"""How long copies of exports and answers hold: until the state of a call or of a project changes."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cluster_portal.pages.freshness import LIFETIME, fresh_until
from projects.calls.states import CLOSING_SOON, start_of_day


def keep_fresh(request: HttpRequest) -> None:
    """Let caches keep the answer no longer than all calls, and the statuses of projects, stay as they are."""
    from projects.models import CallDeadline, CallPage

    now = timezone.now()
    soon = now + timedelta(seconds=LIFETIME)
    calls: list[tuple[Any, str]] = [(CallPage, "opens_at"), (CallPage, "closes_at"), (CallDeadline, "moment")]
    for model, name in calls:
        moments = model.objects.filter(**{f"{name}__gt": now, f"{name}__lte": soon}).order_by(name)
        fresh_until(request, moments.values_list(name, flat=True).first())
    # From then on it is closing soon.
    last_days = CallPage.objects.filter(
        closes_at__gt=now + CLOSING_SOON, closes_at__lte=soon + CLOSING_SOON
    ).order_by("closes_at")
    ends = last_days.values_list("closes_at", flat=True).first()
    fresh_until(request, ends - CLOSING_SOON if ends else None)
    zone = timezone.get_default_timezone()
    fresh_until(request, start_of_day(timezone.localdate(now, zone) + timedelta(days=1), zone))
