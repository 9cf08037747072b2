"""Files are read in batches: all that can be, or nothing when that was asked for."""

import zipfile
from decimal import Decimal

import pytest

from projects.cordis.archives import find_files
from projects.cordis.models import CordisOrganisation, CordisProject, ImportRun
from projects.cordis.problems import CordisError
from projects.cordis.staging import run_import
from tests.cordis.files import NUMBER, SAMPLE, folder, organisation, project, sample_zip, zipped

pytestmark = pytest.mark.django_db


def load(path, only=(), **options):
    return run_import(ImportRun(source="test", **options), path, only)


def codes(run):
    return [(problem.file, problem.line, problem.code) for problem in run.problems]


def test_the_sample_has_the_right_countries_money_and_roles():
    run = load(SAMPLE)
    rows = {row.grant_number: row for row in CordisOrganisation.objects.all()}
    assert (run.projects, run.organisations, run.problem_count) == (10, 10, 0)
    assert {number: row.country for number, row in rows.items()} == {
        "632927": "GB",
        "633002": "CH",
        "633053": "GR",
        "633413": "GB",
        "641607": "XK",
        "652671": "GH",
        "690850": "HK",
        "792210": "ES",
        "101060884": "GR",
        "314056": "GR",
    }
    assert rows["633053"].role == "third_party"
    assert rows["690850"].role == "associated"
    assert rows["632927"].role == "coordinator"
    assert rows["633053"].contribution == Decimal("528340.97")
    assert rows["792210"].contribution == Decimal("284812.50")
    assert rows["314056"].contribution == Decimal(541640)
    fusion = CordisProject.objects.get(grant_number="633053")
    assert (fusion.total_cost, fusion.eu_contribution) == (Decimal("1087340437.26"), Decimal("679300000.50"))
    assert fusion.objective == "An invented objective\non two lines."
    assert CordisProject.objects.get(grant_number="652671").status == "terminated"


def test_the_raw_row_is_kept():
    load(SAMPLE)
    raw = CordisOrganisation.objects.get(grant_number="633053").raw
    assert raw["country"] == "EL"
    assert raw["totalCost"] == "960619,95"


def test_reading_twice_makes_no_difference():
    load(SAMPLE)
    before = list(CordisOrganisation.objects.order_by("pk").values("pk", "grant_number", "raw"))
    load(SAMPLE)
    assert list(CordisOrganisation.objects.order_by("pk").values("pk", "grant_number", "raw")) == before


def test_a_participant_that_left_the_source_leaves_the_database(tmp_path):
    both = [organisation("ONE", organisationID="111"), organisation("TWO", organisationID="222")]
    load(folder(tmp_path, [project()], both))
    load(folder(tmp_path, [project()], both[:1]))
    assert list(CordisOrganisation.objects.values_list("name", flat=True)) == ["ONE"]


def test_only_the_projects_asked_for_are_read():
    load(SAMPLE, only=["792210"])
    assert list(CordisProject.objects.values_list("grant_number", flat=True)) == ["792210"]


def test_a_natural_person_is_left_out_and_named_nowhere(tmp_path):
    person = organisation("MUSTERFRAU Erika", street="", postCode="", city="", nutsCode="")
    run = load(folder(tmp_path, [project()], [person, organisation("INVENTED WORKS SRL")]))
    assert run.persons_left_out == 1
    assert list(CordisOrganisation.objects.values_list("name", flat=True)) == ["INVENTED WORKS SRL"]
    assert "MUSTERFRAU" not in str(run.problems_kept)


def test_two_countries_in_a_cell_are_settled_by_the_region_or_left_open(tmp_path):
    rows = [
        organisation("ONE", organisationID="111", country="DE;HU", nutsCode="HU110"),
        organisation("TWO", organisationID="222", country="DE;HU", nutsCode=""),
    ]
    run = load(folder(tmp_path, [project()], rows))
    assert dict(CordisOrganisation.objects.values_list("name", "country")) == {"ONE": "HU", "TWO": ""}
    assert codes(run) == [
        ("organization.csv", 2, "two_countries_settled"),
        ("organization.csv", 3, "two_countries"),
    ]
    assert str(run.problems[1]).startswith("organization.csv")


def test_cells_that_cannot_be_understood_are_told_and_left_empty(tmp_path):
    row = organisation("ONE", country="QQ", geolocation="far away", role="king", netEcContribution="much")
    run = load(folder(tmp_path, [project(startDate="soon", totalCost="lots", status="ODD")], [row]))
    stored = CordisOrganisation.objects.get()
    assert (stored.country, stored.latitude, stored.role, stored.contribution) == (
        "",
        None,
        "participant",
        None,
    )
    assert {code for _, _, code in codes(run)} == {
        "bad_country",
        "bad_point",
        "bad_role",
        "bad_money",
        "bad_date",
        "bad_status",
    }


def test_strict_imports_nothing_when_anything_is_wrong(tmp_path):
    path = folder(tmp_path, [project(), project("900000002", startDate="soon")], [])
    with pytest.raises(CordisError):
        load(path, strict=True)
    assert not CordisProject.objects.exists()
    run = ImportRun.objects.get()
    assert (run.state, run.problem_count) == ("refused", 1)
    assert load(path).projects == 2


def test_strict_imports_what_is_right():
    run = load(SAMPLE, strict=True)
    assert (run.projects, run.organisations, run.state) == (10, 10, "done")
    assert CordisProject.objects.count() == 10


def test_missing_columns_stop_the_file(tmp_path):
    (tmp_path / "project.csv").write_text('"id";"title"\n"1234";"x"\n')
    with pytest.raises(CordisError, match=r"project\.csv, line 1, column 1.*acronym"):
        load(tmp_path)


def test_a_row_without_a_number_is_told(tmp_path):
    run = load(folder(tmp_path, [project("none")], []))
    assert codes(run) == [("project.csv", 2, "no_identifier")]


def test_an_archive_is_read_like_a_folder(tmp_path):
    run = load(sample_zip(tmp_path / "cordis.zip"))
    assert (run.projects, run.organisations) == (10, 10)
    assert CordisProject.objects.filter(grant_number=NUMBER).count() == 0


def test_a_folder_without_files_and_a_path_that_is_not_there_are_refused(tmp_path):
    with pytest.raises(CordisError):
        load(tmp_path)
    with pytest.raises(CordisError):
        load(tmp_path / "nothing")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = zipped(tmp_path / "bomb.zip", {"project.csv": b"0" * 50_000_000})
    with pytest.raises(CordisError, match=r"bomb\.zip/project\.csv"):
        find_files(path)


def test_an_archive_that_holds_more_than_it_declares_is_refused(tmp_path):
    path = sample_zip(tmp_path / "liar.zip")
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("project.csv").file_size
    data = path.read_bytes().replace(size.to_bytes(4, "little"), (size // 2).to_bytes(4, "little"))
    path.write_bytes(data)
    with pytest.raises(CordisError, match=r"liar\.zip"):
        load(path)


def test_an_encrypted_or_damaged_archive_is_refused(tmp_path):
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(sample_zip(tmp_path / "good.zip").read_bytes()[:900])
    with pytest.raises(CordisError, match=r"damaged\.zip"):
        load(damaged)
    (tmp_path / "project.csv").write_bytes(b"PK\x03\x04")
    with pytest.raises(CordisError, match=r"project\.csv"):
        load(tmp_path / "project.csv")


def test_a_million_faults_are_counted_and_the_first_ones_told(tmp_path):
    run = load(folder(tmp_path, [project(str(number), startDate="x") for number in range(1000, 1400)], []))
    assert run.problem_count == 400
    assert len(run.problems_kept) == 200
