"""Questions asked of calls."""

from datetime import datetime
from typing import Self

from django.db.models import Case, DurationField, F, Q, Value, When, Window
from django.db.models.functions import RowNumber
from wagtail.models import PageManager

from cluster_portal.pages.querysets import PortalPageQuerySet


class CallQuerySet(PortalPageQuerySet):
    """Call pages."""

    def open_at(self, moment: datetime) -> Self:
        """Return the calls that accept applications at ``moment``, what closes next first."""
        return self.filter(Q(opens_at__isnull=True) | Q(opens_at__lte=moment), closes_at__gt=moment).order_by(
            "closes_at", "path"
        )

    def forthcoming_at(self, moment: datetime) -> Self:
        """Return the calls that open after ``moment``, the next first."""
        return self.filter(opens_at__gt=moment).order_by("opens_at", "path")

    def closed_at(self, moment: datetime) -> Self:
        """Return the calls whose deadline has passed at ``moment``, the latest first."""
        return self.filter(closes_at__lte=moment).order_by("-closes_at", "path")

    def for_home(self, moment: datetime, most: int) -> Self:
        """Return at most ``most`` calls each of those open, forthcoming and closed at ``moment``.

        ``phase`` says which: ``open``, ``forthcoming``, ``closed``. Calls without known dates are left out.
        """
        phase = Case(
            When(closes_at__lte=moment, then=Value("closed")),
            When(opens_at__gt=moment, then=Value("forthcoming")),
            When(closes_at__gt=moment, then=Value("open")),
        )
        # What closes or opens next comes first, what closed last comes first.
        distance = Case(
            When(closes_at__lte=moment, then=Value(moment) - F("closes_at")),
            When(opens_at__gt=moment, then=F("opens_at") - Value(moment)),
            default=F("closes_at") - Value(moment),
            output_field=DurationField(),
        )
        ranked = self.annotate(phase=phase, distance=distance).filter(phase__isnull=False)
        rank = Window(RowNumber(), partition_by=[F("phase")], order_by=[F("distance").asc(), F("path").asc()])
        return ranked.annotate(rank=rank).filter(rank__lte=most).order_by("rank")


CallManager = PageManager.from_queryset(CallQuerySet)
