"""Questions asked of projects."""

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, ExtractYear, Lower

from cluster_portal.database import keys_of
from cluster_portal.languages.codes import column, content_languages
from cluster_portal.pages.binned import PagesOutsideBin
from cluster_portal.pages.closed import Reader
from cluster_portal.pages.querysets import PortalPageQuerySet, may_be_seen, readable_texts
from projects import rows
from projects.listing.criteria import Order
from projects.states import ProjectStatus


class ProjectQuerySet(PortalPageQuerySet):
    """Project pages."""

    def for_cards(self) -> Self:
        """Return the projects with what a card shows, and nothing more: pages have hundreds of columns."""
        shown = ("title", "summary", "url_path", "live_since", "programme__name")
        texts = (column(name, code) for name in shown for code in content_languages())
        return (
            self.rewrite(False)
            .select_related("programme")
            .only("path", "depth", "content_type", "live", "starts_on", "ends_on", "programme", *texts)
        )

    def with_related_keys(self) -> Self:
        """Add the keys of the goals served and of the projects that follow."""
        project = OuterRef("pk")
        return self.annotate(
            goal_keys=keys_of(self.model.goals.through.objects.filter(projectpage=project), "goalpage"),
            follower_keys=keys_of(self.model.objects.filter(follows=project), "pk"),
        )

    def with_rows(self, day: date) -> Self:
        """Add the rows that a project's page shows to the public on ``day``, for ``projects.rows``."""
        return self.annotate(**rows.annotations(day))

    def running_on(self, day: date) -> Self:
        """Return the projects that run on ``day``."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def ended_by(self, day: date) -> Self:
        """Return the projects that ended before ``day``."""
        return self.filter(ends_on__lt=day)

    def newest_first(self) -> Self:
        """Return the projects by beginning, latest first, those without dates last."""
        return self.order_by(F("starts_on").desc(nulls_last=True), "path")

    def with_status_on(self, day: date) -> Self:
        """Add ``status_then``: the status on ``day``, as ``project_status`` works it out."""
        return self.annotate(
            status_then=Case(
                When(ends_on__lt=day, then=Value(ProjectStatus.ENDED.value)),
                When(starts_on__isnull=True, then=Value(ProjectStatus.UNKNOWN.value)),
                When(starts_on__gt=day, then=Value(ProjectStatus.FORTHCOMING.value)),
                default=Value(ProjectStatus.RUNNING.value),
            )
        )

    def sorted_by(self, order: Order, language: str) -> Self:
        """Return the projects in an order that readers choose; names are those read in ``language``."""
        if order == Order.ENDING:
            return self.ending_soon_first()
        return self.by_name(language) if order == Order.NAME else self.newest_first()

    def ending_soon_first(self) -> Self:
        """Return what ends next first, then what has no known end, then what has ended, latest first.

        It builds on ``with_status_on``.
        """
        ended = Q(status_then=ProjectStatus.ENDED.value)
        rank = Case(When(ended, then=2), When(ends_on__isnull=True, then=1), default=0)
        return self.annotate(ending_rank=rank).order_by(
            "ending_rank",
            Case(When(~ended, then=F("ends_on"))).asc(nulls_last=True),
            F("ends_on").desc(nulls_last=True),
            "path",
        )

    def by_name(self, language: str) -> Self:
        """Return the projects by the title that a reader of ``language`` sees."""
        titles = readable_texts("title", language).values()
        return self.order_by(Lower(Coalesce(*titles, Value(""), output_field=CharField())), "path")

    def with_partners_abroad(self, reader: Reader, home_country: Subquery) -> Self:
        """Return the projects with a partner that ``reader`` may see in a country other than ``home_country``."""
        from projects.models import Participation

        seen = Participation.objects.filter(may_be_seen(reader, "partner__"), project=OuterRef("pk"))
        abroad = seen.filter(partner__country__gt="").exclude(partner__country=home_country)
        return self.filter(Exists(abroad))

    def counted_by_first_year(self) -> list[tuple[int | None, int]]:
        """Return years with how many of the projects begin in each; None stands for what has no dates."""
        return list(self._by_first_year().annotate(number=Count("pk")).values_list("first_year", "number"))

    def eu_contribution_by_first_year(self, currency: str) -> list[tuple[int | None, Decimal]]:
        """Return years with the EU contributions of the projects that begin in each, added up.

        Projects in another currency are left aside; None stands for those without dates.
        """
        known = self.filter(currency=currency, eu_contribution__gt=0)._by_first_year()
        return list(known.annotate(amount=Sum("eu_contribution")).values_list("first_year", "amount"))

    def _by_first_year(self) -> "QuerySet[Any]":
        dated = self.rewrite(False).order_by().annotate(first_year=ExtractYear("starts_on"))
        return dated.values("first_year")


ProjectManager = PagesOutsideBin.from_queryset(ProjectQuerySet)
