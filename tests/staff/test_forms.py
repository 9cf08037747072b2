"""The forms of pages: languages together, the source first; slugs and titles; preview per language."""

import re
from typing import Any

import pytest
from django.urls import reverse

from cluster_portal.languages.codes import column, content_languages
from projects.models import ProjectPage
from tests import factories
from tests.staff.posting import form_data


def edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def languages_of(html: str, field: str) -> list[str]:
    group = html.split(f'data-translated="{field}"', 1)[1].split("data-translated=", 1)[0]
    return re.findall(r'data-language="(\w+)"', group)


def test_the_source_language_stands_first_and_says_so(staff: Any) -> None:
    page = factories.project(source_language="nl")
    html = staff().get(edit_url(page)).content.decode()
    for field in ("title", "summary", "objective", "body", "slug"):
        assert languages_of(html, field) == ["nl", "fr", "en", "de"]
    assert re.search(r'data-language="nl" data-language-source', html)


def test_rows_follow_the_source_language_of_their_page(staff: Any) -> None:
    page = factories.project(source_language="en")
    html = staff().get(edit_url(page)).content.decode()
    template = html.split("objectives-EMPTY_FORM_TEMPLATE", 1)[1]
    assert re.findall(r'data-language="(\w+)"', template)[:4] == ["en", "fr", "nl", "de"]


@pytest.mark.parametrize("language", content_languages())
def test_each_input_says_which_language_is_written_in_it(language: str, staff: Any) -> None:
    html = staff(language=language).get(edit_url(factories.project())).content.decode()
    for code in content_languages():
        field = re.search(rf'<input[^>]*name="{column("title", code)}"[^>]*>', html)
        assert field
        assert f'lang="{code}"' in field[0]


def create_url() -> str:
    return reverse("wagtailadmin_pages:add", args=["projects", "projectpage", factories.project_index().pk])


@pytest.mark.parametrize("language", content_languages())
def test_a_title_in_one_language_is_enough_for_a_draft(language: str, staff: Any) -> None:
    client = staff()
    form = client.get(create_url()).context["form"]
    data = form_data(form) | {column("title", language): "Größe und œuvre"}
    response = client.post(create_url(), data)
    assert response.status_code == 302
    page = ProjectPage.objects.order_by("-pk").first()
    assert page is not None
    assert page.languages_with_title() == [language]
    expected = "groesse-und-oeuvre" if language == "de" else "grosse-und-oeuvre"
    assert getattr(page, column("slug", language)) == expected
    assert not page.live


def test_a_page_without_any_title_is_refused(staff: Any) -> None:
    client = staff()
    response = client.post(create_url(), form_data(client.get(create_url()).context["form"]))
    assert response.status_code == 200
    assert "Give the page a title" in response.content.decode()


def test_an_address_of_a_sibling_is_refused_naming_it(staff: Any) -> None:
    factories.project(title={"fr": "Le premier", "nl": "De eerste"})
    client = staff()
    data = form_data(client.get(create_url()).context["form"])
    data |= {column("title", "nl"): "Iets anders", column("slug", "nl"): "de-eerste"}
    response = client.post(create_url(), data)
    errors = response.context["form"].errors
    assert "De eerste" in str(errors[column("slug", "nl")])


def test_the_slug_follows_its_title_until_the_language_is_published(staff: Any) -> None:
    client = staff()
    page = factories.project(title={"fr": "Un", "de": "Eins"})
    factories.edit(page, title={"nl": "Een"})
    data = form_data(client.get(edit_url(page)).context["form"])
    data |= {column("title", "nl"): "Twee", column("title", "de"): "Zwei"}
    assert client.post(edit_url(page), data).status_code == 302
    draft = ProjectPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert getattr(draft, column("slug", "nl")) == "twee"
    assert getattr(draft, column("slug", "de")) == "eins"


def test_only_titles_of_unpublished_languages_move_their_slug_in_the_browser(staff: Any) -> None:
    page = factories.project(title={"fr": "Un"})
    html = staff().get(edit_url(page)).content.decode()
    inputs = {
        code: re.search(rf'<input[^>]*name="{column("title", code)}"[^>]*>', html) for code in ("fr", "nl")
    }
    assert inputs["fr"]
    assert "w-sync#apply" not in inputs["fr"][0]
    assert inputs["nl"]
    assert "w-sync#apply" in inputs["nl"][0]
    assert f"#id_{column('slug', 'nl')}" in inputs["nl"][0]


@pytest.mark.parametrize("language", content_languages())
def test_the_preview_shows_the_language_asked_for(language: str, staff: Any) -> None:
    client = staff()
    page = factories.project(title={code: f"Titel {code}" for code in content_languages()})
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    data = form_data(client.get(edit_url(page)).context["form"])
    data[column("title", language)] = f"Entwurf {language}"
    assert client.post(url, data).json()["is_valid"]
    html = client.get(url, {"mode": language}).content.decode()
    assert f"Entwurf {language}" in html
    assert f'<html lang="{language}"' in html


def test_an_empty_rich_text_stores_nothing(staff: Any) -> None:
    client = staff()
    page = factories.project(objective={"fr": "<p>But</p>"})
    data = form_data(client.get(edit_url(page)).context["form"])
    assert client.post(edit_url(page), data).status_code == 302
    draft = ProjectPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert getattr(draft, column("objective", "de")) is None
    assert draft.texts_in("de").objective.language == "fr"
