"""Makes many invented projects, partners, participations and calls with few statements, to measure with."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from cluster_portal.pages.models import PortalPage
from partners.models import PartnerIndexPage, PartnerPage
from projects.bulk_pages import BATCH, add_pages, in_all_languages
from projects.models import (
    CallPage,
    CallSupport,
    Participation,
    Programme,
    ProjectIndexPage,
    ProjectPage,
    Sector,
    SupportKind,
)

_SEED = 20_250_101
# Capitals and their points: partners stand near them.
_PLACES = {
    "BE": (50.85, 4.35),
    "FR": (48.86, 2.35),
    "DE": (52.52, 13.40),
    "NL": (52.37, 4.90),
    "LU": (49.61, 6.13),
    "IT": (41.90, 12.50),
    "ES": (40.42, -3.70),
    "PT": (38.72, -9.14),
    "PL": (52.23, 21.01),
    "CZ": (50.08, 14.44),
    "AT": (48.21, 16.37),
    "SE": (59.33, 18.07),
    "FI": (60.17, 24.94),
    "DK": (55.68, 12.57),
    "IE": (53.35, -6.26),
    "RO": (44.43, 26.10),
    "HU": (47.50, 19.04),
    "SI": (46.05, 14.51),
    "GR": (37.98, 23.73),
    "LV": (56.95, 24.11),
}


@dataclass(slots=True)
class Made:
    """How many records were made."""

    projects: int = 0
    partners: int = 0
    participations: int = 0
    calls: int = 0


@transaction.atomic
def generate(
    projects: int,
    participations_per_project: int = 8,
    *,
    partners: int | None = None,
    calls: int | None = None,
    tell: Callable[[str], None] = lambda message: None,
) -> Made:
    """Make published records in all languages; the same figures give the same records.

    Without their number there is a partner for ten projects (at least ten) and a call for twenty. Raises
    LookupError when the portal has no list of projects or no directory of partners.
    """
    project_index, partner_index = ProjectIndexPage.objects.first(), PartnerIndexPage.objects.first()
    if project_index is None or partner_index is None:
        raise LookupError("Make the pages that list projects and partners first (manage.py load_content).")
    maker = _Maker(random.Random(_SEED))  # noqa: S311 - nothing secret
    partners = max(10, projects // 10) if partners is None else partners
    calls = projects // 20 if calls is None else calls
    made = Made(projects, partners)
    made_partners = maker.partners(partner_index, partners)
    tell(f"{partners} partners")
    made_projects = maker.projects(project_index, projects)
    tell(f"{projects} projects")
    made.participations = maker.participations(made_projects, made_partners, participations_per_project)
    tell(f"{made.participations} participations")
    made.calls = maker.calls(made_projects, calls)
    tell(f"{made.calls} calls")
    return made


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        # Two runs on one portal make records that stand beside each other.
        self.mark = get_random_string(6, "abcdefghijklmnopqrstuvwxyz")
        self.today = timezone.localdate()

    def partners(self, parent: PortalPage, number: int) -> list[PartnerPage]:
        """Make partners near the capitals of Europe."""
        kinds = PartnerPage.Kind.values

        def partner(n: int) -> PartnerPage:
            country, (latitude, longitude) = self.chance.choice(list(_PLACES.items()))
            return PartnerPage(
                acronym=f"P{n}",
                kind=kinds[n % len(kinds)],
                country=country,
                latitude=Decimal(f"{latitude + self.chance.uniform(-0.6, 0.6):.5f}"),
                longitude=Decimal(f"{longitude + self.chance.uniform(-0.6, 0.6):.5f}"),
                website="https://example.org/",
            )

        return add_pages([(parent, partner(n)) for n in range(number)], self._titles("Partner"))

    def projects(self, parent: PortalPage, number: int) -> list[ProjectPage]:
        """Make projects of the last fifteen years and the next."""
        programmes = list(Programme.objects.all())
        roles = ProjectPage.FundingRole.values

        def project(n: int) -> ProjectPage:
            start = self.today + timedelta(days=self.chance.randrange(-15 * 365, 365))
            contribution = Decimal(self.chance.randrange(100_000, 9_000_000))
            return ProjectPage(
                acronym=f"GEN{n}",
                programme=self.chance.choice(programmes) if programmes else None,
                funding_role=roles[n % len(roles)],
                grant_number=str(800_000_000 + n),
                starts_on=start,
                ends_on=start + timedelta(days=self.chance.randrange(365, 4 * 365)),
                budget=contribution * 2,
                eu_contribution=contribution,
                **in_all_languages("objective", "<p>An invented project, made to measure with.</p>"),
            )

        made = add_pages([(parent, project(n)) for n in range(number)], self._titles("Project"))
        self._classify(made)
        return made

    def _classify(self, projects: list[ProjectPage]) -> None:
        """Give each project two sectors and a goal."""
        from cluster_portal.strategy.models import GoalPage

        for name, records, most in (
            ("sectors", Sector.objects.all(), 2),
            ("goals", GoalPage.objects.all(), 1),
        ):
            keys = list(records.values_list("pk", flat=True))
            through: Any = getattr(ProjectPage, name).through
            target = ProjectPage._meta.get_field(name).m2m_reverse_field_name()  # type: ignore[union-attr]
            through.objects.bulk_create(
                (
                    through(projectpage_id=project.pk, **{f"{target}_id": key})
                    for project in projects
                    for key in self.chance.sample(keys, min(most, len(keys)))
                ),
                batch_size=BATCH,
            )

    def participations(
        self, projects: list[ProjectPage], partners: list[PartnerPage], per_project: int
    ) -> int:
        """Let each project have a coordinator and other partners."""
        others = [
            Participation.Role.PARTICIPANT,
            Participation.Role.ASSOCIATED,
            Participation.Role.THIRD_PARTY,
        ]

        def rows() -> Iterable[Participation]:
            for project in projects:
                for place, partner in enumerate(
                    self.chance.sample(partners, min(per_project, len(partners)))
                ):
                    yield Participation(
                        project=project,
                        partner=partner,
                        sort_order=place,
                        role=self.chance.choice(others) if place else Participation.Role.COORDINATOR,
                        contribution=Decimal(self.chance.randrange(10_000, 500_000)),
                    )

        return len(Participation.objects.bulk_create(rows(), batch_size=BATCH))

    def calls(self, projects: list[ProjectPage], number: int) -> int:
        """Make calls around today: open, forthcoming and closed."""
        kinds, now = (
            list(SupportKind.objects.all()),
            timezone.now().replace(minute=0, second=0, microsecond=0),
        )
        pairs: list[tuple[PortalPage, CallPage]] = []
        for project in projects[:number]:
            opens = now + timedelta(days=self.chance.randrange(-400, 60))
            closes = opens + timedelta(days=self.chance.randrange(20, 120))
            pairs.append((project, CallPage(opens_at=opens, closes_at=closes)))
        made = add_pages(pairs, self._titles("Call"))
        if kinds:
            CallSupport.objects.bulk_create(
                [
                    CallSupport(
                        call=call, kind=self.chance.choice(kinds), ceiling=Decimal(10_000), sort_order=0
                    )
                    for call in made
                ],
                batch_size=BATCH,
            )
        return len(made)

    def _titles(self, word: str) -> Callable[[int], str]:
        return lambda n: f"{word} {self.mark} {n}"
