"""Questions asked of projects."""

from datetime import date
from typing import Self

from django.db.models import Exists, F, OuterRef, Q, Subquery
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


ProjectManager = PageManager.from_queryset(ProjectQuerySet)
