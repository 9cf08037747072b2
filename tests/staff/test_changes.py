"""What publishing changes, per language."""

import pytest

from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.changes import Changes, State, changes
from projects.models import KeyObjective, ProjectPage
from tests import factories


def compared(page: ProjectPage) -> Changes:
    live = ProjectPage.objects.get(pk=page.pk)
    return changes(live.get_latest_revision_as_object(), live if live.live else None)


def states(result: Changes) -> dict[str, State]:
    return {language.code: language.state for language in result.languages}


@pytest.mark.django_db
def test_a_first_publication_is_new_in_the_languages_that_have_a_title() -> None:
    page = factories.draft(ProjectPage, factories.project_index(), title={"fr": "Un", "en": "One"})
    result = compared(page)
    assert states(result) == {"fr": State.NEW, "en": State.NEW, "nl": State.ABSENT, "de": State.ABSENT}
    assert all(language.only_title for language in result.languages if language.state is State.NEW)


@pytest.mark.django_db
def test_each_language_names_the_fields_that_change() -> None:
    page = factories.project(title={"fr": "Un", "en": "One", "nl": "Een"})
    factories.edit(page, summary={"en": "New"}, title={"nl": None, "de": "Eins"})
    result = compared(page)
    assert states(result) == {
        "fr": State.UNCHANGED,
        "en": State.CHANGED,
        "nl": State.ENDS,
        "de": State.NEW,
    }
    changed = next(item for item in result.languages if item.code == "en")
    assert changed.fields == [str(PortalPage._meta.get_field("summary").verbose_name).capitalize()]
    assert result.facts == []


@pytest.mark.django_db
def test_facts_and_texts_of_rows_are_told_apart() -> None:
    page = factories.project(title={"fr": "Un"}, acronym="OLD")
    draft = page.get_latest_revision_as_object()
    draft.acronym = "NEW"
    draft.objectives.add(KeyObjective(**factories.by_column(KeyObjective, {"text": {"fr": "But"}})))
    draft.save_revision()
    result = compared(page)
    assert states(result)["fr"] is State.CHANGED
    assert len(result.facts) >= 1


@pytest.mark.django_db
def test_the_numbering_of_the_editor_is_no_change() -> None:
    page = factories.project(title={"fr": "Un"}, objective={"fr": "<p>But</p>"})
    factories.edit(page, objective={"fr": '<p data-block-key="abcde">But</p>'})
    assert not compared(page).any
