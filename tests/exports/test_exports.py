"""Exports: right values in four formats, in each language, nothing that a spreadsheet would run."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import PageViewRestriction

from projects.generating import generate
from projects.models import ProjectPage
from tests import factories

pytestmark = pytest.mark.django_db
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def only_ours():
    """Leave only what the test makes."""
    for project in ProjectPage.objects.all():
        project.unpublish()
    partner = factories.partner(
        title=factories.in_all_languages("Œuvre & Söhne"),
        country="DE",
        latitude=Decimal("50.1"),
        longitude=Decimal("8.7"),
    )
    project = factories.project(
        title={"fr": FORMULA},
        acronym="+ACRO",
        budget=Decimal("1234.50"),
        eu_contribution=Decimal(1000),
        starts_on=date(2024, 1, 31),
    )
    factories.participation(project, partner, role="coordinator", contribution=Decimal("99.9"))
    return project


def get(reader, what, extension, language="fr", query=""):
    response = reader.get(f"/{language}/export/{what}.{extension}{query}")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def csv_rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_csv_holds_numbers_days_licence_and_no_formula(reader, only_ours):
    (row,) = csv_rows(get(reader, "projects", "csv"))
    assert row["title"] == f"'{FORMULA}"
    assert row["acronym"] == "'+ACRO"
    assert (row["budget"], row["starts_on"]) == ("1234.50", "2024-01-31")
    assert (row["coordinator"], row["countries"]) == ("Œuvre & Söhne", "DE")
    assert row["licence"] == "CC BY 4.0"
    assert row["exported_on"] == timezone.localdate().isoformat()


def test_xlsx_has_every_number_as_a_number_and_every_formula_as_text(reader, only_ours):
    book = load_workbook(io.BytesIO(get(reader, "projects", "xlsx")))
    heading, row = book.worksheets[0].iter_rows()
    cells = {cell.value: row[number] for number, cell in enumerate(heading)}
    by_value = {cell.value: cell for cell in row}
    assert by_value[FORMULA].data_type == "s"
    assert by_value["+ACRO"].data_type == "s"
    assert by_value[1234.5].data_type == "n"
    assert by_value[1000].data_type == "n"
    assert by_value[1].data_type == "n"
    assert any(cell.is_date and cell.value.date() == date(2024, 1, 31) for cell in row)
    assert len(cells) == len(row)
    assert any("CC BY 4.0" in str(cell.value) for line in book.worksheets[1].iter_rows() for cell in line)


def test_an_xlsx_of_all_demo_records_opens_without_formulas(reader):
    for what in ("projects", "participations", "calls", "partners"):
        book = load_workbook(io.BytesIO(get(reader, what, "xlsx")))
        types = {cell.data_type for line in book.worksheets[0].iter_rows() for cell in line}
        assert types <= {"s", "n", "d"}, what


def test_json_says_what_it_is(reader, only_ours):
    data = json.loads(get(reader, "projects", "json"))
    assert (data["licence"], data["language"]) == ("CC BY 4.0", "fr")
    assert data["exported_at"].startswith(str(timezone.localdate().year))
    (item,) = data["items"]
    assert (item["budget"], item["title"], item["starts_on"]) == (1234.5, FORMULA, "2024-01-31")


def test_geojson_places_partners_and_projects(reader, only_ours):
    data = json.loads(get(reader, "projects", "geojson"))
    assert data["type"] == "FeatureCollection"
    assert data["features"][0]["geometry"] == {"type": "Point", "coordinates": [8.7, 50.1]}
    partners = json.loads(get(reader, "partners", "geojson", query="?q=Söhne"))
    assert [feature["properties"]["name"] for feature in partners["features"]] == ["Œuvre & Söhne"]


def test_participations_have_roles_in_the_language_of_the_address(reader, only_ours):
    (french,) = csv_rows(get(reader, "participations", "csv", "fr"))
    (german,) = csv_rows(get(reader, "participations", "csv", "de"))
    assert (french["country_name"], german["country_name"]) == ("Allemagne", "Deutschland")
    assert (french["role"], french["contribution"]) == ("coordinator", "99.90")


@pytest.mark.parametrize("language", ["fr", "en", "nl", "de"])
@pytest.mark.parametrize("what", ["projects", "participations", "calls", "partners"])
def test_everything_is_exported_in_each_language(reader, what, language):
    rows = json.loads(get(reader, what, "json", language))["items"]
    assert rows
    assert len({row["uuid"] for row in rows}) == len(rows)


def test_filters_of_the_list_apply_and_unknown_values_are_told(reader, only_ours):
    factories.project(title={"fr": "Autre"})
    data = json.loads(get(reader, "projects", "json", query="?country=DE&status=odd"))
    assert [item["title"] for item in data["items"]] == [FORMULA]
    assert data["ignored_filters"] == ["odd"]
    rows = csv_rows(get(reader, "participations", "csv", query="?status=ended"))
    assert rows == []


def test_restricted_projects_and_partners_are_not_exported(reader, only_ours):
    PageViewRestriction.objects.create(page=only_ours, restriction_type=PageViewRestriction.LOGIN)
    assert csv_rows(get(reader, "projects", "csv")) == []
    assert csv_rows(get(reader, "participations", "csv")) == []


def test_answers_to_people_signed_in_are_never_stored(client, only_ours):
    anonymous = client.get("/fr/export/projects.csv")
    assert "public" in anonymous["Cache-Control"]
    client.force_login(factories.user())
    signed_in = client.get("/fr/export/projects.csv")
    assert "no-store" in signed_in["Cache-Control"]
    assert "public" not in signed_in["Cache-Control"]


@pytest.mark.parametrize("address", ["projects.exe", "users.csv", "projects.csv/x"])
def test_what_is_not_exported_is_not_found(reader, address):
    assert reader.get(f"/fr/export/{address}").status_code == 404


def test_queries_do_not_grow_with_the_records(reader, only_ours, django_assert_max_num_queries):
    generate(projects=20, participations_per_project=2)
    with django_assert_max_num_queries(14):
        get(reader, "projects", "json")
