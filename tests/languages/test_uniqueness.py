"""No two pages can have one address in any language, drafts included; the error says whose address it is."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cluster_portal.languages.codes import column, content_languages, get_value, name_of, set_value
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import Choice, publish
from projects.models import ProjectIndexPage, ProjectPage
from tests import factories
from tests.trees import assert_paths_are_right

pytestmark = pytest.mark.django_db


def errors_of(caught: pytest.ExceptionInfo[ValidationError]) -> dict[str, str]:
    """Return the messages by field."""
    return {name: " ".join(messages) for name, messages in caught.value.message_dict.items()}


def test_a_slug_that_exists_only_in_english_and_one_only_in_german(active: str) -> None:
    """The second would share the first one's German address: it is refused; the first can be saved."""
    english = factories.project(title={"en": "Gem"}, slug={"en": "gem"})
    with pytest.raises(ValidationError):
        factories.project(title={"de": "Gem"}, slug={"de": "gem"})
    english.save()
    factories.publish(english)
    assert_paths_are_right()


@pytest.mark.parametrize("language", content_languages())
def test_the_error_stands_on_the_language_and_names_the_sibling(active: str, language: str) -> None:
    factories.project(title=factories.in_all_languages("Premier"), slug={language: "pris"})
    second = factories.project(title=factories.in_all_languages("Second"))
    set_value(second, "slug", language, "pris")
    with pytest.raises(ValidationError) as caught:
        second.save()
    errors = errors_of(caught)
    assert list(errors) == [column("slug", language)]
    assert "Premier" in errors[column("slug", language)]
    assert name_of(language) in errors[column("slug", language)]
    assert "pris" in errors[column("slug", language)]


def test_an_address_taken_through_a_fallback_is_named_in_the_languages_it_concerns(active: str) -> None:
    factories.project(title={"nl": "Tulp"})
    second = factories.draft(ProjectPage, factories.project_index(), title={"fr": "Tulipe", "nl": "Roos"})
    set_value(second, "slug", "fr", "tulp")
    with pytest.raises(ValidationError) as caught:
        second.save_revision()
    assert column("slug", "fr") in errors_of(caught)


def test_a_waiting_slug_is_checked_when_it_is_saved(active: str) -> None:
    first = factories.project(title=factories.in_all_languages("Premier"))
    second = factories.project(title=factories.in_all_languages("Second"))
    with pytest.raises(ValidationError) as caught:
        factories.edit(second, slug={"nl": get_value(first, "slug", "nl")})
    assert list(errors_of(caught)) == [column("slug", "nl")]


@pytest.mark.parametrize("unpublished", [False, True])
def test_a_slug_that_waits_in_one_draft_cannot_wait_in_another(active: str, unpublished: bool) -> None:
    first = factories.project(title=factories.in_all_languages("Premier"))
    second = factories.project(title=factories.in_all_languages("Second"))
    if unpublished:
        first.unpublish()
        first.refresh_from_db()
    factories.edit(first, slug={"de": "wartet"})
    with pytest.raises(ValidationError) as caught:
        factories.edit(second, slug={"de": "wartet"})
    assert "Premier" in errors_of(caught)[column("slug", "de")]


def test_a_waiting_slug_is_checked_again_when_it_is_published(active: str) -> None:
    waiting = factories.project(title=factories.in_all_languages("Premier"))
    factories.edit(waiting, slug={"de": "begehrt"})
    # Somebody takes the address by a way that knows nothing of drafts.
    other = factories.project(title=factories.in_all_languages("Second"))
    path = get_value(other, "url_path", "de").replace("/second/", "/begehrt/")
    PortalPage.objects.filter(pk=other.pk).update(
        **{column("slug", "de"): "begehrt", column("url_path", "de"): path}
    )
    with pytest.raises(ValidationError) as caught:
        publish(waiting, Choice(["de"]))
    assert "Second" in errors_of(caught)[column("slug", "de")]
    waiting.refresh_from_db()
    assert get_value(waiting, "slug", "de") == "premier"


def test_a_new_page_avoids_a_slug_that_waits(active: str) -> None:
    waiting = factories.project(title=factories.in_all_languages("Premier"))
    factories.edit(waiting, slug={"fr": "nouveau"})
    created = factories.project(title={"fr": "Nouveau"})
    assert get_value(created, "slug", "fr") == "nouveau-2"


def test_a_draft_that_gives_up_its_slug_frees_it_once_published(active: str) -> None:
    first = factories.project(title=factories.in_all_languages("Premier"))
    factories.publish_edit(first, slug=factories.in_all_languages("ailleurs"))
    second = factories.project(title={"fr": "Autre"}, slug={"fr": "premier"})
    assert second.get_url_in("fr").endswith("/premier/")
    assert_paths_are_right()


def test_a_name_taken_in_a_language_without_title_gets_another_slug(active: str) -> None:
    factories.project(title={"en": "Gem", "de": "Edelstein"})
    second = factories.project(title={"fr": "Gem"})
    assert get_value(second, "slug", "fr") == "gem-2"
    assert_paths_are_right()


def test_the_same_slug_below_another_parent_is_free(active: str) -> None:
    other = factories.page(ProjectIndexPage, factories.home(), title={"fr": "Anciens"})
    first = factories.project(title={"fr": "Gemme"})
    second = factories.project(other, title={"fr": "Gemme"})
    assert get_value(second, "slug", "fr") == get_value(first, "slug", "fr") == "gemme"


def test_a_page_without_a_title_in_any_language_is_refused(active: str) -> None:
    parent = factories.project_index()
    with pytest.raises(ValidationError) as caught:
        parent.add_child(instance=ProjectPage(live=False))
    assert "title" in str(caught.value.message_dict if hasattr(caught.value, "error_dict") else "title")
    assert not ProjectPage.objects.filter(**{f"{column('title', 'fr')}__isnull": True, "title": ""}).exists()


def test_a_child_saved_by_somebody_who_met_its_parent_before_it_was_renamed(active: str, demo: Any) -> None:
    call = demo("iot4industry_call_1")
    call.get_parent()
    project = demo("iot4industry")
    set_value(project, "slug", "de", "dinge")
    project.save()
    call.save()
    assert "/dinge/" in get_value(type(call).objects.get(pk=call.pk), "url_path", "de")
    assert_paths_are_right()
