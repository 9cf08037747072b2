"""Questions asked of projects and calls."""

from datetime import date, datetime
from typing import Self

from django.db.models import F, Q
from wagtail.models import PageManager

from cluster_portal.pages.querysets import PortalPageQuerySet


class ProjectQuerySet(PortalPageQuerySet):
    """Project pages."""

    def for_cards(self) -> Self:
        """Return the projects with what a card shows."""
        return self.select_related("programme")

    def running_on(self, day: date) -> Self:
        """Return the projects that run on ``day``."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def ended_by(self, day: date) -> Self:
        """Return the projects that ended before ``day``."""
        return self.filter(ends_on__lt=day)

    def newest_first(self) -> Self:
        """Return the projects by beginning, latest first, those without dates last."""
        return self.order_by(F("starts_on").desc(nulls_last=True), "path")

    def with_partners_abroad(self, home_country: str) -> Self:
        """Return the projects with a partner in a country other than ``home_country``."""
        abroad = Q(participations__partner__country__gt="") & ~Q(
            participations__partner__country=home_country
        )
        return self.filter(abroad).distinct()


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

    def with_project(self) -> Self:
        """Return the calls with their kinds of support."""
        return self.prefetch_related("kinds_of_support")


ProjectManager = PageManager.from_queryset(ProjectQuerySet)
CallManager = PageManager.from_queryset(CallQuerySet)
