"""What the pages of a consortium list, as their templates show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from cluster_portal.accounts.models import User
from partners.memberships.models import Membership
from projects.consortium.models import ConsortiumDate, ConsortiumDocument, DocumentVersion
from projects.models import Participation, ProjectPage, ProjectResult

# From when on what is due is called close.
SOON = timedelta(days=14)


@dataclass(frozen=True)
class DocumentRow:
    """A document with its versions, and what the person may do with it."""

    document: ConsortiumDocument
    seen_until: datetime | None
    may_replace: bool
    may_withdraw: bool

    @cached_property
    def versions(self) -> list[DocumentVersion]:
        """Return all versions, the newest first."""
        return list(self.document.versions.all())

    @property
    def newest(self) -> DocumentVersion | None:
        """Return the newest version."""
        return self.versions[0] if self.versions else None

    @property
    def earlier(self) -> list[DocumentVersion]:
        """Return the versions before the newest."""
        return self.versions[1:]

    @property
    def is_new(self) -> bool:
        """Say whether the newest version came since the last visit."""
        return bool(self.newest and self.seen_until and self.newest.uploaded_at > self.seen_until)


@dataclass(frozen=True, slots=True)
class OwedRow:
    """A deliverable or another result: when it is due, and whether it is late on ``today``."""

    result: ProjectResult
    today: date

    @property
    def state(self) -> str:
        """Return ``submitted``, ``late``, ``soon`` or ``open``; empty without any date."""
        if self.result.submitted_on is not None:
            return "submitted"
        if self.result.due_on is None:
            return ""
        if self.result.due_on < self.today:
            return "late"
        return "soon" if self.result.due_on - self.today <= SOON else "open"


@dataclass(frozen=True, slots=True)
class DateRow:
    """A milestone or meeting, and whether it is over."""

    date: ConsortiumDate
    is_over: bool


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner with its part in a project, and its people."""

    part: Participation
    people: list[User]
    is_own: bool


def document_rows(
    project: ProjectPage,
    seen_until: datetime | None,
    may_replace: bool,
    own_partners: set[int],
    withdraws_all: bool,
) -> list[DocumentRow]:
    """Return the documents of a project, what changed last first. ``own_partners`` are those the person manages."""
    documents = ConsortiumDocument.objects.shared().filter(project=project.pk).with_versions()
    rows = [
        DocumentRow(found, seen_until, may_replace, withdraws_all or found.partner_id in own_partners)
        for found in documents
    ]
    return sorted(rows, key=lambda row: row.newest.uploaded_at if row.newest else row.document.created_at)[
        ::-1
    ]


def owed_rows(results: Iterable[ProjectResult], today: date) -> list[OwedRow]:
    """Return results by the day they are due; those without one stand last."""
    rows = [OwedRow(result, today) for result in results]
    return sorted(
        rows, key=lambda row: (row.result.due_on is None, row.result.due_on or today, row.result.pk)
    )


def date_rows(dates: Iterable[ConsortiumDate], now: datetime) -> list[DateRow]:
    """Return milestones and meetings in order, and say which are over."""
    today = timezone.localdate(now, timezone.get_default_timezone())
    return [
        DateRow(row, (row.ends_at or row.begins) < now if not row.is_all_day else row.last_day < today)
        for row in dates
    ]


def partner_rows(parts: Iterable[Participation], own: set[int]) -> list[PartnerRow]:
    """Return partners with their people, the coordinator first, then as staff ordered them."""
    found = list(parts)
    people: dict[int, list[User]] = {}
    partners = {row.partner_id for row in found}
    members = Membership.objects.filter(partner__in=partners, user__is_active=True).in_order()
    for membership in members:
        people.setdefault(membership.partner_id, []).append(membership.user)
    rows = [PartnerRow(part, people.get(part.partner_id, []), part.partner_id in own) for part in found]
    return sorted(rows, key=lambda row: row.part.role != Participation.Role.COORDINATOR)


def address_of(project: ProjectPage) -> str:
    """Return the address of a project in the space."""
    return reverse("consortium:project", args=[project.uuid])
