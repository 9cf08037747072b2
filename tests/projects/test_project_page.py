"""A project's page: what readers see of results, figures and contacts, in each language, and what it costs."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cluster_portal.identity.models import Contact
from cluster_portal.languages.codes import content_languages
from cluster_portal.media.models import PortalDocument
from cluster_portal.pages.publishing import Choice, publish
from projects.models import (
    KeyObjective,
    Participation,
    ProjectContact,
    ProjectFigure,
    ProjectPage,
    ProjectResult,
    Sector,
)
from tests import factories

pytestmark = pytest.mark.django_db


def html_of(reader: Client, page: ProjectPage, language: str = "en") -> str:
    return reader.get(page.get_url_in(language)).content.decode()


def result(page: ProjectPage, title: str, **fields: Any) -> ProjectResult:
    return factories.record(
        ProjectResult,
        project=page,
        title=factories.in_all_languages(title),
        **{"dissemination": "public"} | fields,
    )


@pytest.mark.parametrize("language", content_languages())
def test_public_results_are_shown_and_those_of_the_consortium_never(reader: Client, language: str) -> None:
    page = factories.project()
    result(page, "Open guide", url="https://example.org/guide", submitted_on=date(2024, 5, 1))
    result(page, "Secret plan", url="https://example.org/secret", dissemination="consortium")
    html = html_of(reader, page, language)
    assert "Open guide" in html
    assert "https://example.org/guide" in html
    assert "ecret" not in html
    reader.force_login(factories.user(is_superuser=True))
    assert "Secret plan" not in html_of(reader, page, language)


def test_a_result_without_a_word_on_dissemination_is_for_the_consortium() -> None:
    assert not ProjectResult().is_public


def test_the_file_of_a_public_result_is_offered(reader: Client) -> None:
    page = factories.project()
    document = PortalDocument(title="Guide")
    document.file.save("guide.txt", ContentFile(b"text"))
    result(page, "Guide", document=document)
    assert document.url in html_of(reader, page)
    assert reader.get(document.url).status_code == 200


def test_the_file_of_the_consortium_is_closed_to_the_public(reader: Client) -> None:
    page = factories.project()
    document = PortalDocument(title="Plan")
    document.file.save("plan.txt", ContentFile(b"text"))
    closed = result(page, "Plan", document=document, dissemination="consortium")
    assert reader.get(document.url).status_code == 404
    staff = Client()
    staff.force_login(factories.user(is_superuser=True))
    assert staff.get(document.url).status_code == 200
    closed.dissemination = "public"
    closed.save()
    assert reader.get(document.url).status_code == 200


def test_a_file_stays_closed_until_the_project_that_calls_it_public_is_published(reader: Client) -> None:
    document = PortalDocument(title="Report")
    document.file.save("report.txt", ContentFile(b"text"))
    page = factories.project()
    row = ProjectResult(document=document, dissemination="public", title_en="Report", sort_order=0)
    page.results.add(row)
    page.save_revision()
    assert reader.get(document.url).status_code == 404
    publish(page, Choice([], facts=True))
    assert reader.get(document.url).status_code == 200
    ProjectPage.objects.get(pk=page.pk).unpublish()
    assert reader.get(document.url).status_code == 404


@pytest.mark.parametrize(("days", "shown"), [(None, True), (0, True), (1, True), (-1, False)])
def test_contacts_are_shown_until_their_last_day(reader: Client, days: int | None, shown: bool) -> None:
    page = factories.project()
    contact = factories.record(Contact, name="Ada Example", email="ada@example.org")
    until = None if days is None else timezone.localdate() + timedelta(days=days)
    factories.record(ProjectContact, project=page, contact=contact, expires_on=until)
    html = html_of(reader, page)
    assert ("Ada Example" in html) is shown
    assert ("ada@example.org" in html) is shown


@pytest.mark.parametrize("language", content_languages())
def test_figures_say_what_when_and_where_from(reader: Client, language: str) -> None:
    page = factories.project()
    factories.record(
        ProjectFigure,
        project=page,
        label={"fr": "entreprises", "en": "companies"},
        value="84",
        as_of=date(2020, 12, 31),
        source={"en": "Fact sheet"},
    )
    html = html_of(reader, page, language)
    assert "84" in html
    assert ("entreprises" if language == "fr" else "companies") in html
    assert "2020" in html
    assert ('<span lang="en">Fact sheet</span>' in html) is (language != "en")


def test_a_draft_shows_the_same_rows_as_the_page(reader: Client) -> None:
    from projects import rows

    page = factories.project()
    result(page, "Open")
    result(page, "Closed", dissemination="consortium")
    factories.record(KeyObjective, project=page, text={"en": "First"}, sort_order=1)
    factories.record(KeyObjective, project=page, text={"en": "Zeroth"}, sort_order=0)
    day = timezone.localdate()
    read = ProjectPage.reading_queryset().get(pk=page.pk)
    plain = ProjectPage.objects.get(pk=page.pk)
    for relation in ("objectives", "figures", "results", "contacts", "sectors"):
        both = [[str(row) for row in rows.rows_of(one, relation, day)] for one in (read, plain)]
        assert both[0] == both[1], relation
    assert [str(row) for row in rows.rows_of(read, "objectives", day)] == ["Zeroth", "First"]


def test_a_contribution_larger_than_the_projects_is_refused_on_its_field() -> None:
    page = factories.project(eu_contribution=Decimal(100))
    part = Participation(project=page, partner=factories.partner(), contribution=Decimal("100.01"))
    with pytest.raises(ValidationError) as caught:
        part.full_clean()
    assert set(caught.value.message_dict) == {"contribution"}
    part.contribution = Decimal(100)
    part.full_clean()


def test_a_result_is_a_file_or_an_address() -> None:
    document = PortalDocument(title="Guide")
    document.file.save("guide.txt", ContentFile(b"text"))
    row = ProjectResult(
        project=factories.project(),
        document=document,
        url="https://example.org",
        **factories.by_column(ProjectResult, {"title": {"fr": "Guide"}}),
    )
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    assert set(caught.value.message_dict) == {"url"}


@pytest.mark.parametrize("language", content_languages())
def test_a_full_project_costs_at_most_eight_queries(
    reader: Client, demo: Callable[[str], Any], language: str
) -> None:
    page = demo("gemstone")
    for number in range(12):
        result(page, f"Result {number}", url="https://example.org")
        factories.record(ProjectFigure, project=page, label={"fr": "x"}, value=str(number))
        contact = factories.record(Contact, name=f"Contact {number}")
        factories.record(ProjectContact, project=page, contact=contact)
        factories.participation(page, factories.partner(country="FR"))
        page.sectors.add(factories.record(Sector, name={"fr": f"Secteur {number}"}))
    page.save()
    url = page.get_url_in(language)
    reader.get(url)
    with CaptureQueriesContext(connection) as queries:
        html = reader.get(url).content.decode()
    assert "Result 11" in html
    assert "Contact 11" in html
    assert len(queries) <= 8


def test_no_cache_keeps_a_status_past_midnight_in_brussels(reader: Client) -> None:
    page = factories.project(starts_on=date(2020, 1, 1), ends_on=date(2026, 6, 30))
    with time_machine.travel(datetime(2026, 6, 30, 21, 59, 50, tzinfo=UTC), tick=False):
        response = reader.get(page.get_url_in("en"))
        assert "max-age=10" in response["Cache-Control"]
        assert "state--running" in response.content.decode()
    with time_machine.travel(datetime(2026, 6, 30, 22, 0, tzinfo=UTC), tick=False):
        assert "state--ended" in html_of(reader, page)
