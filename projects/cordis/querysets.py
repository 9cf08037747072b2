"""Questions asked of the rows of CORDIS and of proposals."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from projects.cordis.choices import Decision

if TYPE_CHECKING:
    from projects.cordis.models import ImportRun


class CordisProjectQuerySet(models.QuerySet[Any]):
    """Rows of project.csv."""

    def on_the_portal(self) -> Self:
        """Return those whose grant number a project of the portal bears."""
        from projects.models import ProjectPage

        return self.filter(Exists(ProjectPage.objects.filter(grant_number=OuterRef("grant_number"))))


class CordisOrganisationQuerySet(models.QuerySet[Any]):
    """Rows of organization.csv."""

    def of_project(self, grant_number: str) -> Self:
        """Return the participations of a project, in the order of the source."""
        return self.filter(grant_number=grant_number).order_by("position", "pk")

    def left_by(self, run: "ImportRun") -> Self:
        """Return rows of the projects read in ``run`` that ``run`` did not find any more."""
        found = self.model.objects.filter(grant_number=OuterRef("grant_number"), run=run)
        return self.filter(Exists(found)).exclude(run=run)


class ProposalQuerySet(models.QuerySet[Any]):
    """Proposals."""

    def outside_bin(self) -> Self:
        """Return the proposals about new projects, and about those that are not in the bin."""
        return self.filter(Q(project=None) | Q(project__in_bin=False))

    def with_counts(self) -> Self:
        """Add ``open_facts`` and ``decided_facts``."""
        undecided = Q(facts__decision=Decision.OPEN)
        return self.annotate(
            open_facts=Count("facts", filter=undecided), decided_facts=Count("facts", filter=~undecided)
        )

    def to_decide(self) -> Self:
        """Return the proposals with facts that nobody has decided, on projects that are not in the bin."""
        return self.outside_bin().with_counts().filter(open_facts__gt=0)

    def all_decided(self) -> Self:
        """Return the proposals on which nothing is left to decide, on projects that are not in the bin."""
        return self.outside_bin().with_counts().filter(open_facts=0)


class ProposedFactQuerySet(models.QuerySet[Any]):
    """Proposed facts."""

    def undecided(self) -> Self:
        """Return the facts that nobody has decided."""
        return self.filter(decision=Decision.OPEN)
