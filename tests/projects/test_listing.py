"""The list of projects: filters with counts, order, addresses, map, cost."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cluster_portal.languages.codes import content_languages
from partners.models import PartnerPage
from projects.listing.context import PER_PAGE, found_in_order, read_list
from projects.listing.criteria import Criteria, Dimension, Order, View
from projects.models import Participation, ProjectIndexPage, ProjectPage
from projects.states import project_status
from tests import factories

pytestmark = pytest.mark.django_db


def counts(dimension: Dimension, address: str = "") -> dict[str, int]:
    criteria, facets = read_list(None, QueryDict(address))
    return {value: count for value, count in facets.counts(dimension, criteria).items() if count}


def found(address: str = "") -> list[int]:
    criteria, facets = read_list(None, QueryDict(address))
    return list(found_in_order(None, criteria, facets).values_list("pk", flat=True))


def index_url(language: str = "en") -> str:
    url = ProjectIndexPage.objects.get().get_url_in(language)
    assert url is not None
    return url


def test_counts_agree_with_what_choosing_the_value_finds(demo: Callable[[str], Any]) -> None:
    for dimension in Dimension:
        for value, count in counts(dimension, "country=FR").items():
            address = f"{dimension.value}={value}"
            if dimension is not Dimension.COUNTRY:
                address += "&country=FR"
            assert len(found(address)) == count, address


def test_the_counts_of_a_dimension_leave_its_own_choice_aside(demo: Callable[[str], Any]) -> None:
    assert counts(Dimension.COUNTRY, "country=LV") == counts(Dimension.COUNTRY)
    assert counts(Dimension.COUNTRY, "status=unknown") != counts(Dimension.COUNTRY)


def test_filters_name_the_facts(demo: Callable[[str], Any]) -> None:
    iot = demo("iot4industry").pk
    assert found(f"programme={demo('h2020').pk}") == [iot]
    assert found(f"partner={demo('inno_tsd').pk}&country=FR&role=participant") == [iot]
    assert iot in found("status=ended")
    assert iot in found(f"goal={demo('goal_technology').pk}")
    assert iot in found(f"sector={demo('manufacturing').pk}")
    assert iot not in found("status=running")


def test_status_agrees_with_the_rule_in_words() -> None:
    today = timezone.localdate()
    days = [None, today - timedelta(days=1), today, today + timedelta(days=1)]
    for start in days:
        for end in days:
            if start and end and end < start:
                continue
            factories.project(starts_on=start, ends_on=end)
    for page in ProjectPage.objects.with_status_on(today):
        assert page.status_then == project_status(page.starts_on, page.ends_on, today)


def test_drafts_and_hidden_partners_do_not_count() -> None:
    hidden = factories.draft(PartnerPage, factories.partner_index(), country="NO")
    page = factories.project()
    factories.participation(page, hidden)
    draft = factories.draft(ProjectPage, factories.project_index())
    factories.participation(draft, factories.partner(country="IS"))
    assert not {"NO", "IS"} & set(counts(Dimension.COUNTRY))
    assert draft.pk not in found()


@pytest.mark.parametrize("order", Order.values)
def test_orders(order: str) -> None:
    today = timezone.localdate()
    ProjectPage.objects.all().update(live=False)
    soon = factories.project(
        title={"en": "Beta"}, starts_on=date(2020, 1, 1), ends_on=today + timedelta(days=9)
    )
    over = factories.project(title={"en": "alpha"}, starts_on=date(2019, 1, 1), ends_on=date(2021, 1, 1))
    later = factories.project(
        title={"en": "Gamma"}, starts_on=date(2022, 1, 1), ends_on=today + timedelta(days=99)
    )
    unknown = factories.project(title={"en": "Delta"})
    expected = {
        "newest": [later, soon, over, unknown],
        "ending": [soon, later, unknown, over],
        "name": [over, soon, unknown, later],
    }
    assert found(f"sort={order}") == [page.pk for page in expected[order]]


@pytest.mark.parametrize(
    "address",
    [
        "status=nonsense",
        "programme=999999",
        "partner=abc",
        "country=%00",
        "sort=up&view=globe",
        "goal=1%27%20OR%201=1",
        "page=zz",
        "page=-3",
        "sector=" + "9" * 500,
    ],
)
@pytest.mark.parametrize("language", content_languages())
def test_what_is_not_understood_is_left_out_and_said(reader: Client, address: str, language: str) -> None:
    response = reader.get(f"{index_url(language)}?{address}")
    assert response.status_code == 200
    assert response.context["count"] == ProjectPage.objects.visible_to(None).count()
    said = 'class="ignored"' in response.content.decode()
    assert said is not address.startswith("page")


def test_a_second_value_of_a_filter_is_named_as_ignored(reader: Client) -> None:
    response = reader.get(f"{index_url()}?status=ended&status=running")
    assert response.context["criteria"].chosen == {Dimension.STATUS: "ended"}
    assert response.context["criteria"].ignored == ("running",)


def test_an_address_keeps_the_choice_and_drops_what_stands_by_default() -> None:
    criteria = Criteria({Dimension.STATUS: "ended", Dimension.COUNTRY: "FR"}, Order.NAME, View.MAP)
    assert criteria.address() == "?status=ended&country=FR&sort=name&view=map"
    assert criteria.address(country=None, view="list") == "?status=ended&sort=name"
    assert Criteria().address() == ""


def test_each_language_link_keeps_the_choice(reader: Client) -> None:
    html = reader.get(f"{index_url()}?status=ended").content.decode()
    for language in content_languages():
        assert f"{index_url(language)}?status=ended" in html


@pytest.mark.parametrize("language", content_languages())
def test_the_map_shows_partners_of_the_projects_found(
    reader: Client, demo: Callable[[str], Any], language: str
) -> None:
    page = reader.get(f"{index_url(language)}?view=map&programme={demo('h2020').pk}")
    html = page.content.decode()
    drawing = re.search(r'<figure class="map-figure">.*?</figure>', html, flags=re.DOTALL)
    assert drawing is not None
    assert "Pôle SCS" in drawing[0]
    assert "Green Tech Latvia" not in drawing[0]


def test_long_lists_have_pages_that_keep_the_choice(reader: Client) -> None:
    factories.many(
        ProjectPage, factories.project_index(), PER_PAGE + 1, lambda n: {"starts_on": date(2020, 1, 1)}
    )
    html = reader.get(f"{index_url()}?sort=name").content.decode()
    assert 'href="?sort=name&amp;page=2"' in html
    last = reader.get(f"{index_url()}?sort=name&page=2")
    assert last.context["pages"].number == 2


def cost(url: str) -> int:
    reader = Client()
    reader.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", ["", "?status=ended&country=BE&sort=ending", "?view=map"])
def test_the_cost_stays_within_eight_queries_and_does_not_grow(address: str) -> None:
    url = f"{index_url()}{address}"
    before = cost(url)
    partners = factories.many(
        PartnerPage,
        factories.partner_index(),
        30,
        lambda n: {"country": "BE", "latitude": 50 + n / 100, "longitude": 4 + n / 50},
    )
    projects = factories.many(
        ProjectPage, factories.project_index(), 40, lambda n: {"ends_on": date(2020, 1, 1)}
    )
    Participation.objects.bulk_create(
        Participation(project=project, partner=partner, sort_order=n)
        for project in projects
        for n, partner in enumerate(partners[:5])
    )
    assert cost(url) <= before <= 8
