"""Questions asked of a consortium's documents, dates and calendars."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Prefetch, Q

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from projects.consortium.models import (
        CalendarToken,
        ConsortiumDate,
        ConsortiumDocument,
        ConsortiumPage,
        DocumentVersion,
        SpaceVisit,
    )
    from projects.models import ProjectPage

    DocumentBase = models.QuerySet[ConsortiumDocument]
    VersionBase = models.QuerySet[DocumentVersion]
    DateBase = models.QuerySet[ConsortiumDate]
    PageBase = models.QuerySet[ConsortiumPage]
    TokenBase = models.QuerySet[CalendarToken]
    VisitBase = models.QuerySet[SpaceVisit]
else:
    DocumentBase = VersionBase = DateBase = PageBase = TokenBase = VisitBase = models.QuerySet


class DocumentQuerySet(DocumentBase):
    """Documents of consortia."""

    def shared(self) -> Self:
        """Return the documents that nobody has withdrawn."""
        return self.filter(withdrawn_at=None)

    def with_versions(self) -> Self:
        """Return the documents with their versions, the newest first, and who uploaded these."""
        from projects.consortium.models import DocumentVersion

        versions = DocumentVersion.objects.select_related("uploaded_by", "partner").order_by("-number")
        return self.select_related("partner").prefetch_related(Prefetch("versions", versions))


class VersionQuerySet(VersionBase):
    """Versions of documents."""

    def shared(self) -> Self:
        """Return the versions of documents that nobody has withdrawn."""
        return self.filter(document__withdrawn_at=None)

    def uploaded_after(self, moment: datetime) -> Self:
        """Return what was uploaded after ``moment`` (aware), the newest first."""
        return self.filter(uploaded_at__gt=moment).order_by("-uploaded_at", "-pk")

    def not_by(self, user: "User") -> Self:
        """Return what others than ``user`` uploaded."""
        return self.filter(Q(uploaded_by=None) | ~Q(uploaded_by=user.pk))


class DateQuerySet(DateBase):
    """Milestones and meetings."""

    def not_over_on(self, day: date, moment: datetime) -> Self:
        """Return what is not over on ``day``, and at ``moment`` (aware) where times are given."""
        return self.filter(
            Q(starts_on__gte=day) | Q(ends_on__gte=day) | Q(starts_at__gte=moment) | Q(ends_at__gt=moment)
        )

    def in_order(self) -> "list[ConsortiumDate]":
        """Return what takes place, the earliest first; whole days stand before the times of their first day."""
        return sorted(self, key=lambda row: (row.day, not row.is_all_day, row.begins, row.pk))


class ConsortiumPageQuerySet(PageBase):
    """Pages of consortia."""

    def shown(self) -> Self:
        """Return the pages that staff show to the consortium."""
        return self.filter(is_shown=True)


class TokenQuerySet(TokenBase):
    """Addresses of calendars."""

    def valid(self) -> Self:
        """Return the addresses that were not revoked, of people whose account is on."""
        return self.filter(revoked_at=None, user__is_active=True)

    def of(self, user: "User") -> Self:
        """Return the addresses that ``user`` made and did not revoke."""
        return self.filter(user=user.pk, revoked_at=None).select_related("project")

    def with_secret(self, secret: str) -> "CalendarToken | None":
        """Return the valid address with this secret."""
        from projects.consortium.models.calendars import hash_of

        return self.valid().filter(secret_hash=hash_of(secret)).select_related("user", "project").first()


class VisitQuerySet(VisitBase):
    """Visits to the space."""

    def begin(self, visit: "SpaceVisit", moment: datetime) -> bool:
        """Note that another visit begins at ``moment``, unless a request at the same time has done so."""
        unchanged = self.filter(pk=visit.pk, current_at=visit.current_at)
        return bool(unchanged.update(previous_at=F("current_at"), current_at=moment))


def results_still_due(projects: "models.QuerySet[ProjectPage]") -> "models.QuerySet":  # type: ignore[type-arg]
    """Return what these projects owe and have not submitted, the earliest first."""
    from projects.models import ProjectResult

    owed = ProjectResult.objects.filter(project__in=projects, due_on__isnull=False, submitted_on__isnull=True)
    return owed.order_by("due_on", "pk")
