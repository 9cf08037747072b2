"""The list of calls: choices kept in the address, counts, order, and what is not known."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.models import CallIndexPage, CallPage, CallSupport, Programme, Sector, SupportKind
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
IN_A_MONTH, IN_A_WEEK, A_MONTH_AGO = (
    NOW + timedelta(days=31),
    NOW + timedelta(days=7),
    NOW - timedelta(days=31),
)


@pytest.fixture
def index() -> CallIndexPage:
    """Return the list, without any call."""
    CallPage.objects.all().delete()
    return CallIndexPage.objects.get()


def titles(html: str) -> list[str]:
    """Return the titles of the calls listed."""
    return re.findall(r'<h3><a class="card__link" href="[^"]+"[^>]*>([^<]+)</a>', html)


def named(title: str, project: Any, **fields: Any) -> CallPage:
    """Create a call with the same title in each language."""
    return factories.call(project, title=factories.in_all_languages(title), **fields)


def see(reader: Client, index: CallIndexPage, query: str = "", language: str = "en") -> str:
    """Return the list as a reader sees it."""
    response = reader.get(f"{index.get_url_in(language)}{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_what_closes_next_comes_first_and_closed_calls_last(reader: Client, index: CallIndexPage) -> None:
    project = factories.project()
    named("Closed", project, closes_at=A_MONTH_AGO)
    named("Later", project, closes_at=IN_A_MONTH)
    named("Coming", project, opens_at=IN_A_WEEK, closes_at=IN_A_MONTH)
    named("Sooner", project, closes_at=IN_A_WEEK)
    assert titles(see(reader, index)) == ["Sooner", "Later", "Coming", "Closed"]


def test_choice_narrows_the_list_in_every_language(reader: Client, index: CallIndexPage) -> None:
    training, other = SupportKind.objects.all()[:2]
    sector = Sector.objects.first()
    programme = Programme.objects.first()
    assert sector
    assert programme
    chosen = named(
        "Chosen", factories.project(programme=programme), closes_at=IN_A_WEEK, countries=["BE", "FR"]
    )
    chosen.sectors.add(sector)
    chosen.save()
    CallSupport.objects.create(call=chosen, kind=training)
    passed_over = named("Other", factories.project(), closes_at=A_MONTH_AGO, countries=["DE"])
    CallSupport.objects.create(call=passed_over, kind=other)
    for language in ("fr", "en", "nl", "de"):
        for query in (
            "?open=1",
            f"?kind={training.pk}",
            f"?sector={sector.pk}",
            "?country=FR",
            f"?programme={programme.pk}",
            "?deadline=30",
            f"?open=1&kind={training.pk}&sector={sector.pk}&country=BE&programme={programme.pk}&deadline=90",
        ):
            html = see(reader, index, query, language)
            assert titles(html) == ["Chosen"], query
        assert f'<option value="{training.pk}" selected>' in see(
            reader, index, f"?kind={training.pk}", language
        )


def test_call_without_countries_is_open_to_all(reader: Client, index: CallIndexPage) -> None:
    named("For all", factories.project(), closes_at=IN_A_WEEK)
    assert titles(see(reader, index, "?country=BE")) == ["For all"]


def test_permanent_calls_can_be_chosen(reader: Client, index: CallIndexPage) -> None:
    project = factories.project()
    named("Always", project, deadline_model="permanent")
    named("Once", project, closes_at=IN_A_WEEK)
    assert titles(see(reader, index, "?deadline=none")) == ["Always"]


def test_counts_tell_what_a_choice_would_show(reader: Client, index: CallIndexPage) -> None:
    kind = SupportKind.objects.first()
    project = factories.project()
    for title, closes_at in (("One", IN_A_WEEK), ("Two", A_MONTH_AGO)):
        CallSupport.objects.create(call=named(title, project, closes_at=closes_at), kind=kind)
    assert kind
    assert f"{kind.texts_in('en').name} (2)" in see(reader, index)
    assert f"{kind.texts_in('en').name} (1)" in see(reader, index, "?open=1")
    assert "Open now (1)" in see(reader, index)


@pytest.mark.parametrize(
    "query",
    [
        "?kind=nonsense",
        "?kind=999999",
        "?sector=-1",
        "?country=<script>",
        "?programme=1;DROP",
        "?deadline=soon",
        "?open=maybe",
        "?page=99",
        "?page=minus",
        "?kind=%00",
        "?kind=99999999999999999999999",
    ],
)
def test_unknown_value_is_ignored_and_said_so(reader: Client, index: CallIndexPage, query: str) -> None:
    named("Still there", factories.project(), closes_at=IN_A_WEEK)
    html = see(reader, index, query)
    assert titles(html) == ["Still there"]
    assert "was ignored" in html
    assert "<script>" not in html


def test_parameters_of_others_are_no_mistake(reader: Client, index: CallIndexPage) -> None:
    assert "was ignored" not in see(reader, index, "?utm_source=newsletter")


def test_without_an_open_call_the_next_and_the_last_are_shown(reader: Client, index: CallIndexPage) -> None:
    project = factories.project()
    named("Coming", project, opens_at=IN_A_WEEK)
    for number in range(5):
        named(f"Closed {number}", project, closes_at=A_MONTH_AGO - timedelta(days=number))
    html = see(reader, index, "?open=1")
    assert "No call is open at the moment." in html
    assert titles(html) == ["Coming", "Closed 0", "Closed 1", "Closed 2"]
    assert "No call is open at the moment." in see(reader, index)


def test_languages_keep_the_choice(reader: Client, index: CallIndexPage) -> None:
    assert f'{index.get_url_in("de")}?open=1"' in see(reader, index, "?open=1", "fr")


def test_call_behind_a_login_is_not_listed(reader: Client, index: CallIndexPage) -> None:
    from wagtail.models import PageViewRestriction

    project = factories.project()
    named("Secret", project, closes_at=IN_A_WEEK)
    PageViewRestriction.objects.create(page=project, restriction_type=PageViewRestriction.LOGIN)
    html = see(reader, index)
    assert titles(html) == []
    assert "Secret" not in reader.get("/en/calls.atom").content.decode()
    assert "Secret" not in reader.get("/en/calls.ics").content.decode()


def test_long_list_has_pages_that_keep_the_choice(reader: Client, index: CallIndexPage) -> None:
    factories.many(CallPage, factories.project(), 45, lambda number: {"closes_at": IN_A_WEEK})
    first, last = see(reader, index, "?open=1"), see(reader, index, "?open=1&page=3")
    assert len(titles(first)) == 20
    assert len(titles(last)) == 5
    assert "?open=1&amp;page=2" in first


@pytest.mark.parametrize("query", ["", "?open=1", "?country=BE&deadline=90"])
def test_list_costs_the_same_however_many_calls(reader: Client, index: CallIndexPage, query: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            see(reader, index, query)
        return len(queries)

    factories.many(CallPage, factories.project(), 3, lambda number: {"closes_at": IN_A_WEEK})
    see(reader, index)
    few = cost()
    factories.many(CallPage, factories.project(), 30, lambda number: {"closes_at": IN_A_WEEK})
    assert cost() == few <= 8


def test_menu_and_home_lead_to_the_list(reader: Client, demo: Callable[[str], Any]) -> None:
    for language in ("fr", "en", "nl", "de"):
        html = reader.get(factories.home().get_url_in(language)).content.decode()
        address = demo("calls").get_url_in(language)
        assert html.count(f'href="{address}"') >= 3
