"""Questions asked of projects and calls."""

from datetime import date, datetime
from typing import Self

from django.db.models import Case, DurationField, Exists, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import RowNumber
from wagtail.models import PageManager

from cluster_portal.database import keys_of
from cluster_portal.pages.querysets import PortalPageQuerySet


class ProjectQuerySet(PortalPageQuerySet):
    """Project pages."""

    def for_cards(self) -> Self:
        """Return the projects with what a card shows."""
        return self.select_related("programme")

    def with_related_keys(self) -> Self:
        """Add the keys of the goals served, of the contacts and of the projects that follow."""
        project = OuterRef("pk")
        return self.annotate(
            goal_keys=keys_of(self.model.goals.through.objects.filter(projectpage=project), "goalpage"),
            contact_keys=keys_of(self.model.contacts.through.objects.filter(projectpage=project), "contact"),
            follower_keys=keys_of(self.model.objects.filter(follows=project), "pk"),
        )

    def running_on(self, day: date) -> Self:
        """Return the projects that run on ``day``."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def ended_by(self, day: date) -> Self:
        """Return the projects that ended before ``day``."""
        return self.filter(ends_on__lt=day)

    def newest_first(self) -> Self:
        """Return the projects by beginning, latest first, those without dates last."""
        return self.order_by(F("starts_on").desc(nulls_last=True), "path")

    def with_partners_abroad(self, home_country: Subquery) -> Self:
        """Return the projects with a partner in a country other than ``home_country`` (an ISO code)."""
        from projects.models import Participation

        abroad = Participation.objects.filter(project=OuterRef("pk"), partner__country__gt="").exclude(
            partner__country=home_country
        )
        return self.filter(Exists(abroad))


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
        """Return at most ``most`` calls each of those open, forthcoming and closed at ``moment``, best first.

        ``phase`` says which: ``open``, ``forthcoming`` or ``closed``. Calls whose dates are not known are left out.
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


ProjectManager = PageManager.from_queryset(ProjectQuerySet)
CallManager = PageManager.from_queryset(CallQuerySet)
