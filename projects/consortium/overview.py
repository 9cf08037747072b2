"""My projects: what each is about to do, what is due, and what changed since the last visit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from cluster_portal.accounts.models import User
from cluster_portal.languages.texts import follow_languages_of
from partners.memberships.models import Membership
from projects.consortium.access import projects_of
from projects.consortium.models import ConsortiumDate, DocumentVersion
from projects.consortium.querysets import results_still_due
from projects.consortium.rows import DateRow, OwedRow, address_of
from projects.consortium.visits import seen_until
from projects.models import Participation, ProjectPage

# How much of each a card names; the page of the project has all.
_MOST = 3
# How far ahead a card names what is due.
_AHEAD = timedelta(days=90)


@dataclass
class Card:
    """A project on the first page of the space."""

    project: ProjectPage
    url: str
    roles: list[Participation] = field(default_factory=list)
    next_date: DateRow | None = None
    new_versions: list[DocumentVersion] = field(default_factory=list)
    new_dates: list[ConsortiumDate] = field(default_factory=list)
    owed: list[OwedRow] = field(default_factory=list)

    @property
    def asks_for_attention(self) -> bool:
        """Say whether there is something new or due."""
        return bool(self.new_versions or self.new_dates or self.owed)

    @property
    def shown_versions(self) -> list[DocumentVersion]:
        """Return the new versions that the card names."""
        return self.new_versions[:_MOST]

    @property
    def further_versions(self) -> int:
        """Return how many new versions the card does not name."""
        return len(self.new_versions) - len(self.shown_versions)

    @property
    def shown_owed(self) -> list[OwedRow]:
        """Return what is late or due next, as far as the card names it."""
        return self.owed[:_MOST]


def my_projects(user: User, memberships: list[Membership]) -> dict[str, Any]:
    """Return the cards of somebody's projects, with few queries whatever their number.

    Those with news or something due stand first, those that are over last.
    """
    now = timezone.now()
    before = seen_until(user)
    found = list(projects_of(user).select_related("programme").newest_first())
    cards = {project.pk: Card(project, address_of(project)) for project in found}
    since = before or min((row.since for row in memberships), default=now)
    _add_roles(cards, memberships)
    _add_dates(cards, now, since)
    _add_versions(cards, user, since)
    _add_owed(cards, now)
    return {
        "cards": sorted(cards.values(), key=lambda card: (not card.asks_for_attention, _is_over(card))),
        "since": before,
    }


def _is_over(card: Card) -> bool:
    return card.project.ends_on is not None and card.project.ends_on < timezone.localdate()


def _add_roles(cards: dict[int, Card], memberships: list[Membership]) -> None:
    own = [row.partner_id for row in memberships]
    parts = Participation.objects.filter(project__in=cards, partner__in=own).select_related("partner")
    for part in parts.order_by("sort_order"):
        cards[part.project_id].roles.append(part)


def _add_dates(cards: dict[int, Card], now: datetime, since: datetime) -> None:
    today = timezone.localdate(now, timezone.get_default_timezone())
    coming = ConsortiumDate.objects.filter(project__in=cards).not_over_on(today, now)
    for row in coming.in_order():
        card = cards[row.project_id]
        if card.next_date is None:
            card.next_date = DateRow(row, is_over=False)
        if row.changed_at > since:
            card.new_dates.append(row)


def _add_versions(cards: dict[int, Card], user: User, since: datetime) -> None:
    new = (
        DocumentVersion.objects.shared()
        .filter(document__project__in=cards)
        .uploaded_after(since)
        .not_by(user)
    )
    # Several versions of a document since the last visit are one change.
    seen: set[int] = set()
    for version in new.select_related("document"):
        if version.document_id not in seen:
            seen.add(version.document_id)
            cards[version.document.project_id].new_versions.append(version)


def _add_owed(cards: dict[int, Card], now: datetime) -> None:
    today = timezone.localdate(now, timezone.get_default_timezone())
    owed = results_still_due(ProjectPage.objects.filter(pk__in=cards)).filter(due_on__lte=today + _AHEAD)
    for project, results in _by_project(owed).items():
        card = cards[project]
        card.owed = [OwedRow(row, today) for row in follow_languages_of(card.project, results)]


def _by_project(results: Iterable[Any]) -> dict[int, list[Any]]:
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for row in results:
        grouped[row.project_id].append(row)
    return grouped
