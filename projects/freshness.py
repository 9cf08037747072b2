"""How long what a page says of projects holds."""

from datetime import datetime, time, timedelta

from django.http import HttpRequest
from django.utils import timezone

from cluster_portal.pages.freshness import fresh_until


def hold_for_today(request: HttpRequest) -> None:
    """Let no cache keep the answer past midnight in the portal's time zone.

    The status of a project, a contact's last day and the first day of a wording turn then.
    """
    tomorrow = timezone.localdate() + timedelta(days=1)
    fresh_until(request, timezone.make_aware(datetime.combine(tomorrow, time.min)))
