"""What the form of a page or record says of its translations, and what is done about them there."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cluster_portal.languages.form_states import anchor, record_key
from cluster_portal.languages.intents import Intent
from cluster_portal.languages.models import TranslationState
from cluster_portal.pages.drafts import save_draft
from cluster_portal.strategy.models import ContentPage
from projects.models import KeyObjective, ProjectPage, Sector
from tests import factories
from tests.staff.posting import form_data
from tests.translating.conftest import drafted, open_units

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def edit_address(page: Any) -> str:
    """Return the address of a page's form."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def state(record: Any, language: str) -> str:
    """Return the stored state in a language."""
    return TranslationState.objects.of_record(record).get(language=language).state


@pytest.fixture
def project(db: None) -> ProjectPage:
    """Return a project of which a field, a paragraph and a row changed in French after they were translated."""
    made = factories.project(
        source_language="fr",
        title={"fr": "Projet", "en": "Project", "nl": "Project"},
        objective={"fr": "<p>Un but</p>", "en": "<p>An aim</p>"},
        body={
            code: [("heading", {"text": f"Tête {code}"}), ("paragraph", f"<p>Texte {code}</p>")]
            for code in ("fr", "en")
        },
    )
    # Blocks at the same place are the same block.
    draft = drafted(made)
    raw = list(draft.body_fr.get_prep_value())
    english = list(draft.body_en.get_prep_value())
    for one, other in zip(raw, english, strict=True):
        other["id"] = one["id"]
    draft.body_en = draft.body_en.stream_block.to_python(english)
    factories.publish(draft)
    factories.record(KeyObjective, project=made, text={"fr": "Un pas", "en": "A step"})
    made = ProjectPage.objects.get(pk=made.pk)
    made.save_revision()
    draft = drafted(made)
    draft.objective_fr = "<p>Un grand but</p>"
    changed = list(draft.body_fr.get_prep_value())
    changed[1]["value"] = "<p>Texte neuf fr</p>"
    draft.body_fr = draft.body_fr.stream_block.to_python(changed)
    rows = list(draft.objectives.all())
    rows[0].text_fr = "Un petit pas"
    draft.objectives = rows
    draft.save_revision()
    return made


def test_the_form_shows_words_that_came_at_field_block_and_row(editor: Client, project: ProjectPage) -> None:
    page = editor.get(edit_address(project)).content.decode()
    for word in ("grand", "neuf", "petit"):
        assert f"added: </span>{word}<span" in page
    row = drafted(project).objectives.get()
    for key in ("objective", "body", f"objectives/{row.uuid}/text"):
        assert f'id="{anchor(key, "en")}"' in page
        assert f'href="#{anchor(key, "en")}"' in page
    assert page.count("td-notice--outdated") == 3
    assert 'data-state-of="en" data-state="outdated"' in page
    assert 'data-state-of="nl" data-state="partial"' in page
    assert 'data-state-of="fr"' not in page


def test_what_the_form_says_costs_the_same_with_more_texts(editor: Client, project: ProjectPage) -> None:
    counted = []
    for _round in range(2):
        editor.get(edit_address(project))
        with CaptureQueriesContext(connection) as queries:
            editor.get(edit_address(project))
            counted.append([query["sql"] for query in queries if "languages_" in query["sql"]])
        draft = drafted(project)
        draft.summary_fr, draft.summary_en, draft.full_title_fr, draft.full_title_en = "A", "B", "C", "D"
        draft.save_revision()
        factories.edit(project, summary={"fr": "E"}, full_title={"fr": "F"})
    assert len(counted[0]) == len(counted[1]) <= 4


def test_a_small_edit_leaves_translations_valid(editor: Client, outdated_page: ContentPage) -> None:
    factories.edit(outdated_page, summary={"fr": "Deux mots seulement."})
    assert state(outdated_page, "en") == "up_to_date"
    data = form_data(editor.get(edit_address(outdated_page)).context["form"])
    data |= {"summary_fr": "Deux mots, seulement.", "small_edit": "on"}
    assert editor.post(edit_address(outdated_page), data).status_code == 302
    assert state(outdated_page, "en") == "up_to_date"


def test_a_small_edit_counts_although_the_form_was_saved_in_the_background(
    editor: Client, outdated_page: ContentPage
) -> None:
    factories.edit(outdated_page, summary={"fr": "Deux mots seulement."})
    opened = editor.get(edit_address(outdated_page))
    latest = ContentPage.objects.get(pk=outdated_page.pk).latest_revision
    assert latest is not None
    data = form_data(opened.context["form"]) | {
        "summary_fr": "Deux mots, seu",
        "loaded_revision_id": str(latest.pk),
        "loaded_revision_created_at": latest.created_at.isoformat(),
    }
    saved = editor.post(edit_address(outdated_page), data, headers=JSON)
    assert saved.json()["success"]
    assert state(outdated_page, "en") == "outdated"
    data |= {
        "summary_fr": "Deux mots, seulement.",
        "small_edit": "on",
        "overwrite_revision_id": str(saved.json()["revision_id"]),
    }
    assert editor.post(edit_address(outdated_page), data, headers=JSON).json()["success"]
    assert state(outdated_page, "en") == "up_to_date"


def test_a_small_edit_revives_nothing_that_was_outdated_before(
    editor: Client, outdated_page: ContentPage
) -> None:
    data = form_data(editor.get(edit_address(outdated_page)).context["form"])
    editor.post(edit_address(outdated_page), data | {"summary_fr": "Trois mots.", "small_edit": "on"})
    assert open_units(outdated_page, "en") == {"summary"}


def test_a_small_edit_is_not_offered_without_translations(editor: Client) -> None:
    page = factories.plain_page(source_language="fr", title={"fr": "Seul"})
    assert "small_edit" not in editor.get(edit_address(page)).context["form"].fields


def test_a_small_edit_of_a_snippet(editor: Client) -> None:
    sector = factories.record(Sector, name={"fr": "Énergie", "en": "Energy"})
    address = reverse(Sector.snippet_viewset.get_url_name("edit"), args=[sector.pk])  # type: ignore[attr-defined]
    opened = editor.get(address)
    assert 'data-state-of="en"' in opened.content.decode()
    data = form_data(opened.context["form"])
    editor.post(address, data | {"name_fr": "Énergies", "small_edit": "on"})
    assert state(sector, "en") == "up_to_date"
    editor.post(address, data | {"name_fr": "Autre chose"})
    assert state(sector, "en") == "outdated"
    assert "added: </span>Autre chose" in editor.get(address).content.decode()


def test_a_machine_translation_is_named_until_somebody_confirms_it(editor: Client) -> None:
    page = factories.plain_page(source_language="fr", title={"fr": "Un", "en": "One"})
    draft = drafted(page)
    draft.summary_fr, draft.summary_en = "Deux", "Two"
    save_draft(draft, Intent(machine=True))
    opened = editor.get(edit_address(page)).content.decode()
    assert "Nobody has confirmed this translation yet." in opened
    editor.post(
        reverse("translation_mark"), {"record": record_key(page), "unit": ["en:summary"]}, headers=JSON
    )
    assert "Nobody has confirmed this translation yet." not in editor.get(edit_address(page)).content.decode()


def test_the_source_a_translator_may_not_write_is_there_to_be_copied(
    translator: Client, project: ProjectPage
) -> None:
    page = translator.get(edit_address(project)).content.decode()
    row = page.split(f'id="{anchor("objective", "nl")}"')[1].split("p-translated__language")[0]
    assert "data-copy-source" in row
    assert "Un grand but" in row


def test_new_pages_say_nothing_of_translations(editor: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=["strategy", "contentpage", factories.home().pk])
    opened = editor.get(address)
    assert opened.status_code == 200
    assert "data-translation-states" not in opened.content.decode()
    assert "small_edit" not in opened.context["form"].fields


def test_a_form_with_errors_is_shown_again(editor: Client, project: ProjectPage) -> None:
    data = form_data(editor.get(edit_address(project)).context["form"])
    answer = editor.post(edit_address(project), data | {"slug_fr": "not a slug", "small_edit": "on"})
    assert answer.status_code == 200
    assert "td-notice--outdated" in answer.content.decode()
