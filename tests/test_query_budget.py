"""A page costs at most nine queries with nothing cached, whatever its language and however much it shows."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cluster_portal.languages.codes import content_languages
from cluster_portal.pages.models import PortalPage
from cluster_portal.strategy.models import ContentPage, GoalPage
from partners.models import PartnerPage
from projects.models import CallPage, Participation, Programme, ProjectPage, Sector
from tests import factories

pytestmark = pytest.mark.django_db

MOST = 9
COUNTRIES = ["FR", "DE", "NL", "IT", "ES", "RO", "LV", "PT"]


class Filled:
    """A portal whose lists grow: every page under test shows as much as there is."""

    def __init__(self, demo: Callable[[str], Any]) -> None:
        self.demo = demo
        self.programme = Programme.objects.get(pk=demo("gemstone").programme_id)
        self.sectors = list(Sector.objects.all()[:3])
        self.goal = factories.goal(
            indicators=["partners_by_country", "projects_with_foreign_partners", "eu_money", "calls_opened"]
        )
        self.plain = factories.plain_page()
        self.project: ProjectPage | None = None
        self.partner: PartnerPage | None = None
        self.call: CallPage | None = None
        self.projects: list[ProjectPage] = []
        self.partners: list[PartnerPage] = []
        self.calls: list[CallPage] = []

    def grow(self, number: int) -> None:
        """Add that many partners, projects and calls, tied to each other and to the goal."""
        now = timezone.now()
        self.partners += factories.many(
            PartnerPage,
            factories.partner_index(),
            number,
            lambda n: {
                "country": COUNTRIES[n % len(COUNTRIES)],
                "latitude": 42 + n % 13,
                "longitude": 2 + n % 20,
                "city": factories.in_all_languages(f"City {n}"),
            },
        )
        self.projects += factories.many(
            ProjectPage,
            factories.project_index(),
            number,
            lambda n: {
                "programme": self.programme,
                "starts_on": date(2031, 1, 1) + timedelta(days=len(self.projects) + n),
                "ends_on": date(2035, 1, 1),
                "eu_contribution": 1000,
            },
        )
        self.project, self.partner = self.projects[0], self.partners[0]
        self.calls += factories.many(
            CallPage, self.project, number, lambda n: {"closes_at": now + timedelta(days=30 + n)}
        )
        self.call = self.calls[0]
        new_projects, new_partners = self.projects[-number:], self.partners[-number:]
        rows = {(self.project.pk, partner.pk) for partner in new_partners}
        rows |= {(project.pk, self.partner.pk) for project in new_projects}
        Participation.objects.bulk_create(
            Participation(project_id=project, partner_id=partner, role=Participation.Role.PARTICIPANT)
            for project, partner in sorted(rows)
        )
        ProjectPage.goals.through.objects.bulk_create(
            ProjectPage.goals.through(projectpage_id=project.pk, goalpage_id=self.goal.pk)
            for project in new_projects
        )
        ProjectPage.sectors.through.objects.bulk_create(
            ProjectPage.sectors.through(projectpage_id=project.pk, sector_id=sector.pk)
            for project in new_projects
            for sector in self.sectors
        )
        factories.many(GoalPage, factories.strategy(), max(1, number // 5))
        factories.many(ContentPage, self.plain, number)

    def pages(self) -> dict[str, PortalPage]:
        """Return one page of each type."""
        return {
            "home": self.demo("home"),
            "strategy": self.demo("strategy"),
            "goal": self.goal,
            "target areas": self.demo("target_areas"),
            "projects": self.demo("projects"),
            "project": PortalPage.objects.get(pk=self.project.pk),
            "call": PortalPage.objects.get(pk=self.call.pk),
            "partners": self.demo("partners"),
            "partner": PortalPage.objects.get(pk=self.partner.pk),
            "plain page": self.plain,
            "project of the demo": self.demo("gemstone"),
            "call of the demo": self.demo("gemstone_green_train"),
            "partner of the demo": self.demo("cimes"),
            "cluster of the demo": self.demo("mecatech"),
            "contact of the demo": self.demo("contact"),
        }

    def items(self, name: str) -> list[PortalPage]:
        """Return the pages that the page with this name lists."""
        return {
            "goal": self.projects,
            "projects": self.projects,
            "partners": self.partners,
            "partner": self.projects,
            "project": [*self.partners, *self.calls],
        }.get(name, [])


@pytest.fixture
def filled(demo: Callable[[str], Any], reader: Client) -> Filled:
    """Return the portal, after a first visit: a fresh process learns once what its database can do."""
    reader.get("/fr/")
    return Filled(demo)


def cost(reader: Client, page: PortalPage, language: str) -> tuple[int, str]:
    """Return how many queries a page takes with nothing cached, and its HTML."""
    address = page.get_url_in(language)
    assert address is not None
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = reader.get(address)
    assert answer.status_code == 200, address
    listed = "\n".join(query["sql"][:160] for query in queries.captured_queries)
    assert len(queries) <= MOST, f"{address} takes {len(queries)} queries:\n{listed}"
    return len(queries), answer.content.decode()


def shown(html: str, pages: list[PortalPage], language: str) -> int:
    """Return how many of these pages an HTML page links to."""
    return sum(f'href="{page.get_url_in(language)}"' in html for page in pages)


@pytest.mark.parametrize("language", content_languages())
def test_the_cost_does_not_grow_with_what_is_shown(
    reader: Client, filled: Filled, language: str, subtests: Any
) -> None:
    filled.grow(5)
    before = {}
    for name, page in filled.pages().items():
        with subtests.test(size=5, page=name):
            before[name], html = cost(reader, page, language)
            items = filled.items(name)
            assert shown(html, items, language) == len(items)
    filled.grow(45)
    for name, page in filled.pages().items():
        with subtests.test(size=50, page=name):
            after, html = cost(reader, page, language)
            assert after == before.get(name)
            items = filled.items(name)
            # A long list may go on on a second page.
            assert shown(html, items, language) >= min(len(items), 10)


def test_five_hundred_of_everything(reader: Client, filled: Filled, subtests: Any) -> None:
    filled.grow(500)
    for name, page in filled.pages().items():
        with subtests.test(page=name):
            _, html = cost(reader, page, "de")
            assert shown(html, filled.items(name), "de") >= min(len(filled.items(name)), 10)


@pytest.mark.parametrize("language", content_languages())
def test_a_search_in_the_directory_costs_no_more(reader: Client, filled: Filled, language: str) -> None:
    filled.grow(20)
    address = factories.partner_index().get_url_in(language)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        html = reader.get(f"{address}?q=PartnerPage").content.decode()
    assert len(queries) <= MOST
    assert shown(html, filled.partners, language) == 20
