"""Indicators are counted from the portal's records, and count no more than the reader may see."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from cluster_portal.languages.codes import content_languages
from cluster_portal.strategy import indicators
from partners.models import PartnerPage
from projects.models import ProjectPage
from tests import factories

pytestmark = pytest.mark.django_db

ALL = ["partners_by_country", "projects_with_foreign_partners", "eu_money", "calls_opened"]


def value(key: str, user: Any = None) -> str | None:
    """Return an indicator's figure in English, digits only; None when there is nothing to show."""
    with translation.override("en"):
        found = indicators.count([key], user or AnonymousUser())
    return re.sub(r"\D", "", found[0].value) if found else None


def number(key: str, user: Any = None) -> int:
    """Return an indicator's figure."""
    return int(value(key, user) or 0)


def test_partners_are_counted_without_the_cluster_itself() -> None:
    assert number("partners_by_country") == PartnerPage.objects.exclude(is_this_cluster=True).count()
    before = number("partners_by_country")
    factories.partner(country="IT")
    assert number("partners_by_country") == before + 1


def test_rows_by_country_add_up_most_first() -> None:
    (found,) = indicators.count(["partners_by_country"], AnonymousUser())
    counts = [row.value for row in found.rows]
    assert sum(counts) == number("partners_by_country")
    assert counts == sorted(counts, reverse=True)
    assert found.largest == counts[0]


def test_a_project_counts_once_however_many_partners_it_has_abroad(demo: Any) -> None:
    before = number("projects_with_foreign_partners")
    project = factories.project()
    own = demo("mecatech")
    factories.participation(project, own)
    assert number("projects_with_foreign_partners") == before
    for _ in range(2):
        factories.participation(project, factories.partner(country="FR"))
    assert number("projects_with_foreign_partners") == before + 1


def test_a_partner_without_country_is_not_abroad() -> None:
    before = number("projects_with_foreign_partners")
    factories.participation(factories.project(), factories.partner(country=""))
    assert number("projects_with_foreign_partners") == before


def test_money_is_added_up_and_other_currencies_are_not() -> None:
    before = number("eu_money")
    factories.project(eu_contribution=1_000_000)
    factories.project(eu_contribution=5_000, currency="CHF")
    factories.project()
    assert number("eu_money") == before + 1_000_000


def test_calls_that_will_open_are_not_counted() -> None:
    before = number("calls_opened")
    now = timezone.now()
    project = factories.project()
    factories.call(project, opens_at=now + timedelta(days=1))
    assert number("calls_opened") == before
    factories.call(project, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    assert number("calls_opened") == before + 1


@pytest.mark.parametrize("key", ALL)
def test_what_a_reader_may_not_see_is_not_counted(key: str) -> None:
    def add() -> list[Any]:
        partner = factories.partner(country="FR")
        project = factories.project(eu_contribution=7_000)
        factories.participation(project, partner)
        moment = timezone.now()
        factories.call(project, opens_at=moment - timedelta(days=2), closes_at=moment + timedelta(days=1))
        return [partner, project]

    before = number(key)
    made = add()
    assert number(key) > before
    for page in made:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert number(key) == before
    assert number(key, factories.user()) > before


def test_nothing_to_count_shows_nothing() -> None:
    ProjectPage.objects.update(eu_contribution=None)
    assert value("eu_money") is None


def test_an_indicator_that_no_app_knows_any_more_is_left_out() -> None:
    assert indicators.count(["gone"], AnonymousUser()) == []


@pytest.mark.parametrize("language", content_languages())
def test_a_goal_shows_its_indicators_with_the_day(reader: Client, language: str) -> None:
    goal = factories.goal(indicators=ALL)
    factories.project(eu_contribution=1_234_567)
    html = reader.get(goal.get_url_in(language)).content.decode()
    assert html.count('<article class="indicator">') == len(ALL)
    assert str(timezone.localdate().year) in html
    assert re.search(r"1[.,\s\u202f\u00a0]234[.,\s\u202f\u00a0]567", html)


def test_a_target_region_needs_a_name() -> None:
    from django.core.exceptions import ValidationError

    from cluster_portal.strategy.models import TargetArea

    area = TargetArea(kind=TargetArea.Kind.REGION, country="CA")
    with pytest.raises(ValidationError):
        area.clean()


@pytest.mark.parametrize("language", content_languages())
def test_target_areas_are_listed_with_their_names(reader: Client, demo: Any, language: str) -> None:
    page = demo("target_areas")
    html = reader.get(page.get_url_in(language)).content.decode()
    with translation.override(language):
        names = [str(area.display_name) for area in page.areas.all()]
    assert len(names) > 3
    for name in names:
        assert f">{name}</h3>" in html
