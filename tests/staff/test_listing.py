"""The lists of pages: languages, titles in the editor's language, search in any language."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cluster_portal.languages.codes import content_languages
from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.listing import language_states, with_drafts
from partners.models import PartnerPage
from projects.models import ProjectPage
from tests import factories


def explore(client: Any, parent: PortalPage, **query: Any) -> Any:
    return client.get(reverse("wagtailadmin_explore", args=[parent.pk]), query)


def states(page: PortalPage) -> dict[str, str]:
    annotated = with_drafts(PortalPage.objects.filter(pk=page.pk)).get()
    return {row["code"]: row["state"] for row in language_states(annotated)}


@pytest.mark.django_db
def test_a_language_is_live_drafted_or_without_text() -> None:
    page = factories.project(title={"fr": "Projet", "en": "Project"})
    assert states(page) == {"fr": "live", "en": "live", "nl": "none", "de": "none"}
    factories.edit(page, title={"de": "Projekt"})
    assert states(page) == {"fr": "live", "en": "live", "nl": "none", "de": "draft"}


def test_a_live_language_with_a_draft_that_differs_says_so(staff: Any) -> None:
    page = factories.project(title={"fr": "Projet", "en": "Project"}, summary={"fr": "A", "en": "A"})
    factories.edit(page, summary={"en": "B"})
    assert states(page) == {"fr": "live", "en": "changed", "nl": "none", "de": "none"}
    html = explore(staff(), factories.project_index()).content.decode()
    assert "English: live, with changes that are not published" in html
    factories.edit(page, summary={"en": "A"})
    assert states(page)["en"] == "live"


def test_the_explorer_names_the_state_of_each_language(staff: Any) -> None:
    index = factories.project_index()
    page = factories.project(title={"fr": "Projet", "en": "Project"})
    html = explore(staff(), index).content.decode()
    assert "Français: live" in html
    assert "Deutsch: no text" in html
    assert page.get_url_in("en") in html


def test_the_explorer_asks_as_many_questions_for_fifty_pages_as_for_five(staff: Any) -> None:
    client, counted = staff(), []
    index = factories.partner_index()
    for _round in range(2):
        explore(client, index)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = explore(client, index)
        counted.append(len(queries))
        assert len(response.context["object_list"]) >= len(counted)
        factories.many(PartnerPage, index, 25)
    assert counted[0] == counted[1]


@pytest.mark.parametrize("language", content_languages())
def test_titles_are_in_the_editors_language_and_sorted_in_it(language: str, staff: Any) -> None:
    index = factories.project_index()
    factories.project(title={"fr": "Zèbre", "en": "Aardvark", "nl": "Boom", "de": "Ziege"})
    factories.project(title={"fr": "Âne", "en": "Zebra", "nl": "Zon", "de": "Adler"})
    only_french = factories.project(title={"fr": "Mouton"})
    client = staff(language=language)
    with translation.override(language):
        expected = {str(page.title) for page in ProjectPage.objects.all()}
    pages = explore(client, index, ordering="title").context["object_list"]
    with translation.override(language):
        titles = [str(page.title) for page in pages]
    assert set(titles) == expected
    assert titles == sorted(titles)
    assert "Mouton" in titles
    assert only_french.get_admin_display_title() == "Mouton"


def test_pages_that_lack_a_language_can_be_found(staff: Any) -> None:
    index = factories.project_index()
    without = factories.project(title={"fr": "Sans allemand"})
    response = explore(staff(), index, missing="de")
    found = {page.pk for page in response.context["object_list"]}
    assert without.pk in found
    assert all(not getattr(page, "title_de") for page in response.context["object_list"])  # noqa: B009


@pytest.mark.parametrize("words", ["Zauberwald", "toverbos"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_admin_search_finds_titles_in_any_language(
    words: str, language: str, staff: Any, searchable: None
) -> None:
    page = factories.project(title={"fr": "Forêt", "de": "Zauberwald", "nl": "Toverbos"})
    response = staff(language=language).get(reverse("wagtailadmin_pages:search"), {"q": words})
    assert [found.pk for found in response.context["object_list"]] == [page.pk]


def test_partners_are_found_by_former_names_in_search_and_chooser(staff: Any, demo: Any) -> None:
    client = staff()
    response = client.get(reverse("wagtailadmin_pages:search"), {"q": "Viaméca"})
    assert "CIMES" in [str(page.title) for page in response.context["object_list"]]
    chooser = client.get(
        reverse("wagtailadmin_choose_page_search"), {"q": "Viaméca", "page_type": "partners.partnerpage"}
    )
    assert "CIMES" in chooser.content.decode()


def test_view_live_offers_each_published_language(staff: Any) -> None:
    index = factories.project_index()
    page = factories.project(title={"fr": "Projet", "nl": "Project"})
    for url in (
        reverse("wagtailadmin_explore", args=[index.pk]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
    ):
        html = staff().get(url).content.decode()
        assert "View live in French" in html
        assert "View live in Dutch" in html
        assert page.get_url_in("nl") in html
    listed = staff().get(reverse("wagtailadmin_explore", args=[page.get_parent().pk])).content.decode()
    assert f'href="{page.get_url_in("de")}"' not in listed
