"""The report on one record, and marking its texts as up to date."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cluster_portal.languages.form_states import mark_url, record_key, report_url
from cluster_portal.languages.states import State, unit_states
from cluster_portal.strategy.models import ContentPage
from projects.models import KeyObjective, ProjectPage, Sector
from tests import factories
from tests.translating.conftest import drafted, open_units

pytestmark = pytest.mark.django_db


def test_the_report_says_what_is_missing_and_what_changed_word_by_word(
    editor: Client, outdated_page: ContentPage
) -> None:
    answer = editor.get(report_url(outdated_page))
    reports = {report.code: report for report in answer.context["reports"]}
    assert list(reports) == ["en", "nl", "de"]
    english = {entry.value: entry for entry in reports["en"].entries}
    assert set(english) == {"en:summary"}
    assert english["en:summary"].old_source_text == "Deux mots seulement."
    assert english["en:summary"].words == 3
    page = answer.content.decode()
    assert '<del><span class="w-sr-only" lang="en">removed: </span>Deux' in page
    assert '<ins><span class="w-sr-only" lang="en">added: </span>Trois' in page
    assert {entry.value for entry in reports["nl"].entries} == {"nl:summary"}
    assert reports["nl"].entries[0].is_missing
    assert not reports["nl"].entries[0].can_be_marked


def test_chosen_texts_are_marked_and_no_others(editor: Client) -> None:
    project = factories.project(
        source_language="fr", title={"fr": "P", "en": "P"}, full_title={"fr": "Un", "en": "One"}
    )
    row = factories.record(KeyObjective, project=project, text={"fr": "Deux", "en": "Two"})
    factories.edit(ProjectPage.objects.get(pk=project.pk), full_title={"fr": "Une"})
    draft = drafted(project)
    rows = list(draft.objectives.all())
    rows[0].text_fr = "Deuxième"
    draft.objectives = rows
    draft.save_revision()
    key = f"objectives/{row.uuid}/text"
    assert open_units(project, "en") == {"full_title", key}
    editor.post(
        reverse("translation_mark"), {"record": record_key(project), "unit": [f"en:{key}", "xx:y", "z"]}
    )
    assert open_units(project, "en") == {"full_title"}


def test_without_script_a_link_leads_to_a_question(editor: Client, outdated_page: ContentPage) -> None:
    address = mark_url(outdated_page, language="en", units=["summary"], back="/admin/")
    question = editor.get(address)
    assert question.context["units"] == ["en:summary"]
    assert open_units(outdated_page, "en") == {"summary"}
    fields = {"record": record_key(outdated_page), "unit": ["en:summary"], "next": "/admin/"}
    assert editor.post(reverse("translation_mark"), fields).url == "/admin/"  # type: ignore[attr-defined]
    assert open_units(outdated_page, "en") == set()


def test_a_script_is_answered_in_json_and_a_foreign_address_is_not_followed(
    editor: Client, outdated_page: ContentPage
) -> None:
    fields = {"record": record_key(outdated_page), "language": "en", "next": "https://example.com/"}
    answer = editor.post(reverse("translation_mark"), fields, headers={"Accept": "application/json"})
    assert answer.json()["confirmed"] == 1
    assert editor.post(reverse("translation_mark"), fields).url == report_url(outdated_page)  # type: ignore[attr-defined]


def test_the_marks_of_a_form_are_read_again(editor: Client, outdated_page: ContentPage) -> None:
    address = reverse("translation_marks", args=record_key(outdated_page).split("-"))
    assert 'data-todo="en:summary"' in editor.get(address).content.decode()
    editor.post(reverse("translation_mark"), {"record": record_key(outdated_page), "language": "en"})
    assert 'data-todo="en:summary"' not in editor.get(address).content.decode()


def test_a_translator_marks_the_own_language_only(translator: Client, outdated_page: ContentPage) -> None:
    factories.edit(outdated_page, summary={"nl": "Drie andere woorden."})
    factories.edit(outdated_page, summary={"fr": "Encore autre chose."})
    mark = reverse("translation_mark")
    assert translator.get(report_url(outdated_page)).status_code == 200
    for fields in ({"language": "en"}, {"unit": ["nl:summary", "en:summary"]}):
        refused = translator.post(
            mark, {"record": record_key(outdated_page), **fields}, headers={"Accept": "application/json"}
        )
        assert refused.status_code in (302, 403)
        assert "translations" not in refused.headers.get("Location", "")
    assert open_units(outdated_page, "en") == {"summary"}
    translator.post(mark, {"record": record_key(outdated_page), "language": "nl"})
    assert open_units(outdated_page, "nl") == set()


@pytest.mark.parametrize(
    "key", ["", "x", "1", "1-", "-1", "999999-1", "²-1", f"{10**30}-1", "1-99999999999999999999"]
)
def test_records_that_do_not_exist(editor: Client, key: str) -> None:
    assert editor.post(reverse("translation_mark"), {"record": key, "language": "en"}).status_code == 404


def test_a_snippet_has_a_report_too(editor: Client) -> None:
    sector = factories.record(Sector, name={"fr": "Énergie", "en": "Energy"})
    sector.name_fr = "Énergies"
    sector.save()
    answer = editor.get(report_url(sector))
    assert [entry.value for entry in answer.context["reports"][0].entries] == ["en:name"]
    assert answer.context["edit_url"]


def test_only_formatting_changed(editor: Client) -> None:
    project = factories.project(
        source_language="fr",
        title={"fr": "P", "en": "P"},
        objective={"fr": "<p>Un mot</p>", "en": "<p>A word</p>"},
    )
    factories.edit(project, objective={"fr": "<p>Un <b>mot</b></p>"})
    assert next(s.state for s in unit_states(drafted(project)) if s.unit.key == "objective") == State.OUTDATED
    assert "only the formatting or a link" in editor.get(report_url(project)).content.decode()


def test_strangers_are_sent_to_sign_in(reader: Client, outdated_page: ContentPage) -> None:
    for address in (report_url(outdated_page), mark_url(outdated_page, language="en")):
        assert "login" in reader.get(address).headers["Location"]


def test_the_report_costs_little(
    editor: Client, outdated_page: ContentPage, django_assert_max_num_queries: Any
) -> None:
    editor.get(report_url(outdated_page))
    with django_assert_max_num_queries(20):
        editor.get(report_url(outdated_page))
