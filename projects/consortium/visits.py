"""Since when somebody has not looked into the space."""

from datetime import datetime

from django.utils import timezone

from cluster_portal.accounts.models import User
from projects.consortium.models import SpaceVisit


def seen_until(user: User) -> datetime | None:
    """Return when the visit before this one began, and note that somebody is here; None on a first visit.

    Writes only when a visit begins.
    """
    now = timezone.now()
    visit, is_new = SpaceVisit.objects.get_or_create(user=user, defaults={"current_at": now})
    if is_new or not visit.is_over_at(now):
        return visit.previous_at
    SpaceVisit.objects.begin(visit, now)
    return visit.current_at
