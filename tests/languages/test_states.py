"""How far translations are: missing, valid, outdated, and valid again."""

from typing import Any

import pytest

from cluster_portal.identity.models import KeyFigure
from cluster_portal.languages.codes import column
from cluster_portal.languages.intents import Intent
from cluster_portal.languages.models import TranslationState
from cluster_portal.languages.rebuilding import rebuild
from cluster_portal.languages.states import State, mark_valid, unit_states
from cluster_portal.languages.units import units_of
from cluster_portal.pages.drafts import save_draft
from cluster_portal.pages.models import PortalPage
from cluster_portal.strategy.models import ContentPage
from projects.models import KeyObjective, ProjectPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def text_page() -> ContentPage:
    """Return a page complete in four languages, written in French."""
    return factories.plain_page(
        source_language="fr",
        title={"fr": "Un titre", "en": "A title", "nl": "Een titel", "de": "Ein Titel"},
        summary={"fr": "Une phrase courte.", "en": "A short sentence.", "nl": "Een zin.", "de": "Ein Satz."},
    )


def drafted(page: PortalPage) -> Any:
    """Return the page as it is drafted now."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def outdated(page: ContentPage) -> dict[str, list[str]]:
    """Return the keys of outdated units by language, as drafted."""
    found: dict[str, list[str]] = {}
    for state in unit_states(drafted(page)):
        if state.state == State.OUTDATED:
            found.setdefault(state.language, []).append(state.unit.key)
    return found


def stored(page: ContentPage) -> dict[str, str]:
    """Return the stored states by language."""
    return {row.language: row.state for row in TranslationState.objects.of_record(page)}


def test_one_changed_word_makes_that_field_outdated_everywhere_and_nothing_else(
    text_page: ContentPage,
) -> None:
    factories.edit(text_page, summary={"fr": "Une phrase brève."})
    assert outdated(text_page) == {code: ["summary"] for code in ("en", "nl", "de")}
    changed = [s for s in unit_states(drafted(text_page)) if s.state == State.OUTDATED]
    assert {(c.kind, c.text) for c in changed[0].changes} == {
        ("same", "Une phrase"),
        ("removed", "courte."),
        ("added", "brève."),
    }
    assert stored(text_page) == {"fr": "source", "en": "outdated", "nl": "outdated", "de": "outdated"}


def test_going_back_to_the_old_text_makes_translations_valid_again(text_page: ContentPage) -> None:
    factories.edit(text_page, summary={"fr": "Une phrase brève."})
    factories.edit(text_page, summary={"fr": "Une phrase courte."})
    assert outdated(text_page) == {}
    assert stored(text_page)["nl"] == "up_to_date"


def test_a_small_edit_leaves_translations_valid_and_so_does_undoing_it(text_page: ContentPage) -> None:
    draft = drafted(text_page)
    setattr(draft, column("summary", "fr"), "Une phrase très courte.")
    save_draft(draft, Intent(small_edit=True))
    assert outdated(text_page) == {}
    factories.edit(text_page, summary={"fr": "Une phrase courte."})
    assert outdated(text_page) == {}
    factories.edit(text_page, summary={"fr": "Tout autre chose."})
    assert sorted(outdated(text_page)) == ["de", "en", "nl"]


def test_a_small_edit_does_not_make_what_was_outdated_valid(text_page: ContentPage) -> None:
    factories.edit(text_page, summary={"fr": "Tout autre chose."})
    draft = drafted(text_page)
    setattr(draft, column("summary", "fr"), "Tout autre chose !")
    save_draft(draft, Intent(small_edit=True))
    assert sorted(outdated(text_page)) == ["de", "en", "nl"]


def test_translating_anew_confirms_that_language_only(text_page: ContentPage) -> None:
    factories.edit(text_page, summary={"fr": "Tout autre chose."})
    factories.edit(text_page, summary={"nl": "Iets heel anders."})
    assert sorted(outdated(text_page)) == ["de", "en"]


def test_marking_as_valid_changes_no_text(text_page: ContentPage) -> None:
    factories.edit(text_page, summary={"fr": "Tout autre chose."})
    draft = drafted(text_page)
    assert mark_valid(draft, ["nl"]) == 1
    assert sorted(outdated(text_page)) == ["de", "en"]
    assert stored(text_page)["nl"] == "up_to_date"
    assert mark_valid(draft, ["nl"]) == 0


def test_missing_and_partial_are_told_with_their_words(text_page: ContentPage) -> None:
    factories.edit(text_page, summary={"de": None})
    row = TranslationState.objects.of_record(text_page).get(language="de")
    assert (row.state, row.words_missing) == ("partial", 3)
    factories.edit(text_page, title={"de": None})
    row.refresh_from_db()
    assert (row.state, row.words_missing) == ("missing", 5)


def test_reordering_blocks_and_rows_changes_nothing(demo: object) -> None:
    page: ProjectPage = demo("gemstone")  # type: ignore[operator]
    before = {unit.key for unit in units_of(page)}
    draft = drafted(page)
    for code in ("fr", "en"):
        body = getattr(draft, column("body", code))
        setattr(
            draft,
            column("body", code),
            type(body)(body.stream_block, list(body.raw_data)[::-1], is_lazy=True),
        )
    rows = list(draft.objectives.all())
    for number, row in enumerate(reversed(rows)):
        row.sort_order = number
    draft.objectives = rows
    draft.save_revision()
    after = drafted(page)
    assert {unit.key for unit in units_of(after)} == before
    assert outdated(page) == {}


def test_a_changed_block_and_a_changed_row_are_found(demo: object) -> None:
    page: ProjectPage = demo("gemstone")  # type: ignore[operator]
    draft = drafted(page)
    body = getattr(draft, column("body", "fr"))
    raw = list(body.get_prep_value())
    raw[1] = {**raw[1], "value": "<p>Un autre paragraphe.</p>"}
    setattr(draft, column("body", "fr"), body.stream_block.to_python(raw))
    rows = list(draft.objectives.all())
    setattr(rows[0], column("text", "fr"), "Un autre objectif.")
    draft.objectives = rows
    draft.save_revision()
    row: KeyObjective = rows[0]
    expected = {f"body/{raw[1]['id']}", f"objectives/{row.uuid}/text"}
    assert set(outdated(page)["en"]) == expected


def test_a_snippet_counts_too() -> None:
    figure = factories.record(
        KeyFigure, label={"fr": "membres", "en": "members"}, value="400", as_of="2025-10-31"
    )
    assert TranslationState.objects.of_record(figure).get(language="nl").state == "missing"
    setattr(figure, column("label", "fr"), "adhérents")
    figure.save()
    assert TranslationState.objects.of_record(figure).get(language="en").state == "outdated"
    figure.delete()
    assert TranslationState.objects.filter(title__contains="adhérents").count() == 0


def test_the_command_agrees_with_what_is_stored(text_page: ContentPage) -> None:
    factories.edit(text_page, summary={"fr": "Tout autre chose."})
    assert rebuild().differed == 0
    TranslationState.objects.filter(page=text_page.pk, language="nl").update(
        state="up_to_date", words_outdated=0
    )
    assert rebuild().differed == 1
    assert stored(text_page)["nl"] == "outdated"
