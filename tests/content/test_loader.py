"""Content files are loaded whole or not at all, once, and never over what staff changed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from cluster_portal.content.files import ContentError
from cluster_portal.content.loader import load_folder
from cluster_portal.content.management.commands.load_content import DEMO
from cluster_portal.content.models import LoadedRecord
from cluster_portal.content.values import moment
from cluster_portal.identity.models import Contact
from cluster_portal.languages.codes import content_languages, get_value
from cluster_portal.pages.models import PortalPage
from cluster_portal.strategy.models import ContentPage
from projects.models import CallPage, ProjectPage, Sector
from tests import factories
from tests.trees import assert_paths_are_right

pytestmark = pytest.mark.django_db

PAGE = """\
- key: small
  model: strategy.ContentPage
  parent: home
  source_language: nl
  fields:
    title: {nl: "Klein", de: "Klein"}
    body:
      nl:
        - heading: {text: "Kop"}
        - paragraph: "<p>Naar <a linktype=\\"page\\" id=\\"key:home\\">huis</a></p>"
"""


def write(folder: Path, text: str, name: str = "01-test.yaml") -> Path:
    """Write a content file."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def state() -> tuple[int, ...]:
    """Return how many of each there are."""
    return tuple(model.objects.count() for model in (PortalPage, Sector, Contact, LoadedRecord))


class TestAgain:
    """A second run makes nothing twice and leaves staff's work alone."""

    def test_nothing_is_made_twice(self) -> None:
        before = state()
        result = load_folder(DEMO)
        assert (result.made, result.kept) == (0, LoadedRecord.objects.count())
        assert state() == before

    def test_what_staff_changed_stays(self, demo: Any) -> None:
        factories.publish_edit(demo("gemstone"), title={"fr": "Le mot du personnel"})
        load_folder(DEMO)
        assert str(demo("gemstone").texts_in("fr").title) == "Le mot du personnel"

    def test_what_staff_deleted_is_not_made_again(self, demo: Any) -> None:
        demo("iot4industry_call_2").delete()
        assert load_folder(DEMO).made == 0
        assert not CallPage.objects.filter(pk=LoadedRecord.objects.get(key="iot4industry_call_2").object_id)

    def test_what_is_new_in_a_file_is_added(self, tmp_path: Path) -> None:
        assert load_folder(write(tmp_path, PAGE)).made == 1
        more = PAGE + '- key: thing\n  model: projects.Sector\n  fields: {name: {fr: "Chose"}}\n'
        result = load_folder(write(tmp_path, more))
        assert (result.made, result.kept) == (1, 1)

    def test_the_command_says_what_it_did(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("load_content")
        assert "0 records made" in capsys.readouterr().out


@pytest.mark.parametrize("active", content_languages())
def test_what_is_made_does_not_depend_on_the_language_at_work(tmp_path: Path, active: str) -> None:
    with translation.override(active):
        load_folder(write(tmp_path, PAGE))
    page = ContentPage.objects.latest("pk")
    assert page.live_languages == ["nl", "de"]
    assert page.source_language == "nl"
    assert [get_value(page, "title", code) for code in content_languages()] == [None, None, "Klein", "Klein"]
    assert get_value(page, "slug", "fr") is None
    assert_paths_are_right()


def test_blocks_and_links_arrive(tmp_path: Path, reader: Any, demo: Any) -> None:
    load_folder(write(tmp_path, PAGE))
    html = reader.get("/nl/klein/").content.decode()
    assert "<h2" in html
    assert ">Kop</h2>" in html
    assert f'<a href="{demo("home").get_url_in("nl")}">huis</a>' in html


def test_blocks_at_one_place_share_an_id_in_every_language(demo: Any) -> None:
    page = demo("walhub")
    ids = {code: [block.id for block in get_value(page, "body", code)] for code in ("fr", "en", "de")}
    assert len(ids["fr"]) > 1
    assert ids["fr"] == ids["en"] == ids["de"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-12-20 17:00 Europe/Brussels", datetime(2018, 12, 20, 16, tzinfo=UTC)),
        ("2018-07-20 17:00 Europe/Brussels", datetime(2018, 7, 20, 15, tzinfo=UTC)),
        ("2018-12-20 17:00 Europe/Lisbon", datetime(2018, 12, 20, 17, tzinfo=UTC)),
        ("2018-12-20 17:00", datetime(2018, 12, 20, 16, tzinfo=UTC)),
        ("2018-12-20T17:00+02:00", datetime(2018, 12, 20, 15, tzinfo=UTC)),
    ],
)
def test_a_moment_with_its_zone(text: str, expected: datetime) -> None:
    assert moment(text) == expected


HEAD = "- key: bad\n  model: projects.Sector\n"
BAD_PAGE = "- key: bad\n  model: strategy.ContentPage\n  parent: home\n  fields:\n    title: {fr: Un}\n"
BAD_CALL = '- key: bad\n  model: projects.CallPage\n  parent: gemstone\n  fields:\n    title: {fr: "Un"}\n'
BAD_PROJECT = (
    "- key: bad\n  model: projects.ProjectPage\n  parent: projects\n  fields:\n    title: {fr: Un}\n"
)

MISTAKES = {
    "YAML that is none": ("- key: bad\n  model: [unclosed\n", 3, ""),
    "a tab": (HEAD + "  fields:\n\tname: {fr: Un}\n", 4, ""),
    "no list": ("key: bad\n", 1, "list"),
    "a record that is none": ("- bad\n", 1, "mapping"),
    "no model": ("- key: bad\n  fields: {}\n", 1, "model"),
    "no key": ("- model: projects.Sector\n", 1, "key"),
    "an unknown model": ("- key: bad\n  model: projects.Nothing\n", 2, "projects.Nothing"),
    "a model that is none": ("- key: bad\n  model: [projects]\n", 2, "model"),
    "an unknown name": (HEAD + "  filds: {}\n", 3, "filds"),
    "an unknown field": (HEAD + "  fields:\n    nom: {fr: Un}\n", 4, "nom"),
    "fields that are none": (HEAD + "  fields: Un\n", 3, "fields"),
    "an unknown language": (HEAD + "  fields:\n    name: {fr: Un, it: Uno}\n", 4, "it"),
    "a text without language": (HEAD + "  fields:\n    name: Un\n", 4, "language"),
    "an unknown published language": (BAD_PAGE + "  languages: [fr, xx]\n", 6, "xx"),
    "languages that are no list": (BAD_PAGE + "  languages: 3\n", 6, "languages"),
    "an unknown source language": (BAD_PAGE + "  source_language: xx\n", 6, "xx"),
    "a key given twice": (HEAD + "  key: again\n", 3, "key"),
    "a key used twice": (HEAD + "  fields: {name: {fr: Un}}\n" + HEAD, 4, "bad"),
    "a language given twice": (HEAD + "  fields:\n    name:\n      fr: Un\n      fr: Deux\n", 6, "fr"),
    "an unknown parent": (BAD_PAGE.replace("home", "nowhere"), 3, "nowhere"),
    "a parent that is no page": (BAD_PAGE.replace("home", "main_contact"), 3, "main_contact"),
    "no parent": (BAD_PAGE.replace("  parent: home\n", ""), 1, "parent"),
    "an unknown reference": (BAD_PROJECT + "    programme: nowhere\n", 6, "nowhere"),
    "an unknown reference in a list": (BAD_PROJECT + "    sectors: [nowhere]\n", 6, "nowhere"),
    "a list that is none": (BAD_PROJECT + "    sectors: 3\n", 6, "sectors"),
    "an unknown block": (BAD_PAGE + "    body:\n      fr:\n        - headline: {text: Un}\n", 6, "headline"),
    "a block with an unknown part": (
        BAD_PAGE + "    body:\n      fr:\n        - heading: {txt: Un}\n",
        6,
        "txt",
    ),
    "a block that is none": (BAD_PAGE + "    body:\n      fr: [heading]\n", 6, "block 1"),
    "a body that is none": (BAD_PAGE + "    body: {fr: Un}\n", 6, "list"),
    "an empty heading": (BAD_PAGE + "    body:\n      fr:\n        - heading: {text: ''}\n", 6, "body"),
    "a link in a text to nowhere": (
        BAD_PAGE
        + '    body:\n      fr:\n        - paragraph: \'<a linktype="page" id="key:nowhere">x</a>\'\n',
        6,
        "nowhere",
    ),
    "rows that are none": (BAD_PROJECT + "    participations: cimes\n", 6, "participations"),
    "a row that is none": (BAD_PROJECT + "    participations: [cimes]\n", 6, "participations"),
    "an unknown field in a row": (
        BAD_PROJECT
        + "    participations:\n      - {partner: cimes}\n      - partner: cimes\n        rol: x\n",
        9,
        "rol",
    ),
    "a row that lacks what it needs": (
        BAD_PROJECT + "    participations:\n      - {role: coordinator}\n",
        7,
        "partner",
    ),
    "a row with a choice that is none": (
        BAD_PROJECT + "    participations:\n      - {partner: cimes, role: captain}\n",
        7,
        "captain",
    ),
    "a reference to another kind of record": (
        BAD_PROJECT + "    programme: main_contact\n",
        6,
        "main_contact",
    ),
    "a list with another kind of record": (BAD_PROJECT + "    sectors: [cimes]\n", 6, "cimes"),
    "a block with another kind of record": (
        BAD_PAGE + "    body:\n      fr:\n        - contact: cimes\n",
        6,
        "cimes",
    ),
    "a day that is none": (BAD_PROJECT + "    starts_on: 2022-13-45\n", 6, "2022-13-45"),
    "a number that is none": (BAD_PROJECT + "    budget: much\n", 6, "budget"),
    "a period that ends before it begins": (
        BAD_PROJECT + "    starts_on: 2022-01-01\n    ends_on: 2021-01-01\n",
        1,
        "ends_on",
    ),
    "a moment without hour": (BAD_CALL + "    closes_at: 2018-12-20\n", 6, "hour"),
    "a moment in an unknown zone": (
        BAD_CALL + "    closes_at: 2018-12-20 17:00 Europe/Nowhere\n",
        6,
        "Nowhere",
    ),
    "a moment that is none": (BAD_CALL + "    closes_at: soon\n", 6, "soon"),
    "a choice that is none": (BAD_PROJECT + "    funding_role: rich\n", 1, "rich"),
    "an address that is taken": (BAD_PROJECT.replace("Un}", "Un}\n    slug: {nl: dream}"), 1, "DREAM"),
}


@pytest.mark.parametrize(("text", "line", "word"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named_with_file_and_line_and_nothing_changes(
    tmp_path: Path, text: str, line: int, word: str
) -> None:
    good = '- key: good\n  model: projects.Sector\n  fields: {name: {fr: "Bon"}}\n'
    write(tmp_path, good, "00-good.yaml")
    before = state()
    with pytest.raises(ContentError) as caught:
        load_folder(write(tmp_path, text))
    message = str(caught.value)
    assert message.startswith(f"01-test.yaml:{line}: ")
    assert word in message
    assert state() == before


def test_the_command_says_that_nothing_was_changed(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"01-test\.yaml:2: .*\n.*Nothing was changed"):
        call_command("load_content", write(tmp_path, "- key: bad\n  model: projects.Nothing\n"))


def test_a_file_that_is_no_utf_8(tmp_path: Path) -> None:
    (tmp_path / "01-test.yaml").write_bytes(b"- key: caf\xe9\n")
    with pytest.raises(ContentError, match=r"01-test\.yaml"):
        load_folder(tmp_path)


def test_a_folder_without_content(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no content file"):
        load_folder(tmp_path)


def test_code_in_a_file_is_not_run(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"01-test\.yaml:1"):
        load_folder(write(tmp_path, "- !!python/object/apply:os.system ['true']\n"))


def test_later_records_may_be_referred_to(tmp_path: Path) -> None:
    text = BAD_PROJECT + "    follows: second\n" + BAD_PROJECT.replace("bad", "second").replace("Un", "Deux")
    load_folder(write(tmp_path, text))
    first, second = ProjectPage.objects.order_by("-pk")[:2][::-1]
    assert first.follows == second
