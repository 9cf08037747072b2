"""Figures over the years are drawn true to scale, and their numbers can be read."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from cluster_portal.languages.codes import content_languages
from cluster_portal.strategy import indicators
from cluster_portal.strategy.charts import Year, YearChart, draw_years
from partners.models import PartnerPage
from projects.models import CallPage, ProjectPage
from tests import factories

CHARTED = ["eu_money", "calls_opened", "projects_with_foreign_partners"]


def draw(values: dict[int | None, int]) -> YearChart:
    """Return the chart of these values."""
    chart = draw_years([Year(year, value, str(value)) for year, value in values.items()], "by year", str)
    assert chart is not None
    return chart


def test_columns_are_as_high_as_their_values() -> None:
    chart = draw({2021: 10, 2022: 20, 2023: 5})
    heights = [column.height for column in chart.columns]
    assert heights == [heights[1] // 2, max(heights), heights[1] // 4]
    assert {column.y + column.height for column in chart.columns} == {chart.floor}


def test_a_year_without_anything_keeps_its_place() -> None:
    chart = draw({2020: 3, 2023: 3})
    assert [column.year for column in chart.columns] == [2020, 2021, 2022, 2023]
    assert [column.height > 0 for column in chart.columns] == [True, False, False, True]
    steps = {after.x - before.x for before, after in pairwise(chart.columns)}
    assert max(steps) - min(steps) <= 1


@pytest.mark.parametrize("most", [1, 3, 7, 10, 99, 100, 101, 4_999_999])
def test_nothing_stands_above_the_upper_line(most: int) -> None:
    chart = draw({2020: 1, 2021: most})
    upper = chart.rules[0]
    assert int(upper.text) >= most
    assert min(column.y for column in chart.columns) >= upper.y


def test_years_are_named_only_where_there_is_room() -> None:
    chart = draw({1990: 1, 2029: 1})
    named = [column for column in chart.columns if column.is_named]
    assert named[-1].year == 2029
    assert all(after.middle - before.middle >= 70 for before, after in pairwise(named))
    assert all(column.is_named for column in draw({2022: 1, 2025: 1}).columns)


def test_what_is_not_dated_comes_last_and_is_not_drawn() -> None:
    chart = draw({None: 4, 2022: 1, 2021: 2})
    assert [year.year for year in chart.years] == [2021, 2022, None]
    assert [column.year for column in chart.columns] == [2021, 2022]
    assert "2021" in chart.summary.rsplit("in", 1)[1]
    shown = render_to_string("components/year_chart.html", {"chart": chart, "label": "x"})
    assert "by year · year not known (4)</p>" in shown


def test_one_year_makes_no_chart() -> None:
    assert draw_years([Year(2024, 3, "3"), Year(None, 1, "1")], "by year", str) is None


def years_of(key: str, user: Any = None) -> dict[int | None, str]:
    """Return what an indicator has for each year, in digits only."""
    with translation.override("en"):
        [found] = indicators.count([key], user or AnonymousUser())
    assert found.years is not None
    return {year.year: re.sub(r"\D", "", year.text) for year in found.years.years}


@pytest.fixture
def nothing_else(db: None) -> None:
    """Leave no project but those that a test makes."""
    CallPage.objects.all().delete()
    ProjectPage.objects.update(eu_contribution=None, starts_on=None)


@pytest.mark.usefixtures("nothing_else")
def test_money_counts_in_the_year_in_which_a_project_starts() -> None:
    for start, amount in (
        (date(2021, 1, 1), 100),
        (date(2021, 12, 31), 20),
        (date(2024, 6, 1), 7),
        (None, 3),
    ):
        factories.project(starts_on=start, ends_on=date(2030, 1, 1), eu_contribution=amount)
    factories.project(starts_on=date(2022, 1, 1), eu_contribution=9, currency="CHF")
    assert years_of("eu_money") == {2021: "120", 2024: "7", None: "3"}


@pytest.mark.usefixtures("nothing_else")
def test_a_call_counts_in_the_year_of_its_opening_in_the_portals_time_zone() -> None:
    project = factories.project()
    # In Brussels the new year has begun.
    factories.call(project, opens_at=datetime(2022, 12, 31, 23, 30, tzinfo=UTC))
    factories.call(project, opens_at=datetime(2024, 5, 1, 12, tzinfo=UTC))
    factories.call(project, opens_at=datetime(2024, 6, 1, 12, tzinfo=UTC))
    factories.call(project, opens_at=timezone.now() + timedelta(days=400))
    assert years_of("calls_opened") == {2023: "1", 2024: "2"}


@pytest.mark.usefixtures("nothing_else")
def test_projects_with_partners_abroad_count_once_in_their_first_year() -> None:
    ProjectPage.objects.all().update(starts_on=date(2015, 1, 1))
    before = years_of_abroad(2020), years_of_abroad(2023)
    abroad = [factories.partner(country=code) for code in ("FR", "NL")]
    for year in (2020, 2023, 2023):
        project = factories.project(starts_on=date(year, 3, 1))
        for partner in abroad:
            factories.participation(project, partner)
    assert (years_of_abroad(2020), years_of_abroad(2023)) == (before[0] + 1, before[1] + 2)


def years_of_abroad(year: int) -> int:
    """Return how many projects with partners abroad began in a year."""
    [found] = indicators.count(["projects_with_foreign_partners"], AnonymousUser())
    shown = found.years.years if found.years else []
    return sum(int(entry.value) for entry in shown if entry.year == year)


@pytest.mark.usefixtures("nothing_else")
def test_a_year_shows_no_more_than_the_reader_may_see() -> None:
    projects = [
        factories.project(starts_on=date(year, 1, 1), eu_contribution=10 ** (year - 2019))
        for year in (2020, 2021, 2022)
    ]
    PageViewRestriction.objects.create(page=projects[1], restriction_type=PageViewRestriction.LOGIN)
    assert years_of("eu_money") == {2020: "10", 2022: "1000"}
    assert years_of("eu_money", factories.user()) == {2020: "10", 2021: "100", 2022: "1000"}


def fill() -> None:
    """Make three years of projects with a partner abroad, money and a call."""
    partner = factories.partner(country="FR")
    for year in (2021, 2022, 2024):
        project = factories.project(starts_on=date(year, 2, 1), eu_contribution=1_234_000 + year)
        factories.participation(project, partner)
        factories.call(project, opens_at=datetime(year, 2, 1, tzinfo=UTC))


@pytest.mark.django_db
@pytest.mark.parametrize("language", content_languages())
def test_a_goal_and_the_strategy_show_charts_with_their_numbers(reader: Client, language: str) -> None:
    fill()
    goal = factories.goal(indicators=CHARTED)
    assert goal.live
    for page in (goal, factories.strategy()):
        html = reader.get(page.get_url_in(language)).content.decode()
        assert html.count('class="year-chart__drawing"') == len(CHARTED)
        assert re.search(r"1[.,\s\u202f\u00a0]236[.,\s\u202f\u00a0]021", html)
        for coordinate in re.findall(r'\b(?:x|y|width|height)="([^"]*)"', html):
            assert re.fullmatch(r"-?\d+(\.\d+)?%?", coordinate), "written for a browser, not for a reader"


@pytest.mark.django_db
def test_the_strategy_shows_a_chart_once_however_many_goals_are_measured_by_it(reader: Client) -> None:
    fill()
    for _ in range(3):
        factories.goal(indicators=["eu_money", "partners_by_country"])
    strategy = factories.strategy()
    with CaptureQueriesContext(connection) as queries:
        html = reader.get(strategy.get_url_in("en")).content.decode()
    assert html.count("EU contribution of the projects</h3>") == 1
    assert "Partners</h3>" not in html
    assert len(queries) <= 9


@pytest.mark.django_db
def test_no_chart_where_partners_have_no_years() -> None:
    assert PartnerPage.objects.exists()
    [found] = indicators.count(["partners_by_country"], AnonymousUser())
    assert found.years is None
    assert indicators.charted(["partners_by_country", "gone"], AnonymousUser()) == []
