"""The slug of a language in which a page is not published is in no address that readers are given."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from cluster_portal.languages.codes import column, content_languages
from cluster_portal.pages.publishing import Choice, publish, unpublish_languages
from cluster_portal.strategy.models import ContentPage
from tests import factories
from tests.bin.going import bring_back, delete
from tests.staff.conftest import staff
from tests.trees import assert_paths_are_right, fresh

__all__ = ["staff"]

pytestmark = pytest.mark.django_db

TITLES = {"fr": "Fusion", "en": "Merger", "de": "Geheim"}


@pytest.fixture
def draft(db: None) -> Any:
    """Return a page that was never public, with a title in French, English and German and one below it."""
    page = factories.draft(ContentPage, factories.home(), title=TITLES)
    factories.draft(ContentPage, page, title={"fr": "Annexe", "de": "Anhang"})
    return page


def below(page: Any) -> Any:
    return ContentPage.objects.child_of(page).get()


def publish_all(page: Any, *languages: str) -> None:
    for each in (page, below(page)):
        publish(each, Choice([code for code in languages if fresh(each).languages_with_title()]))


def addresses(page: Any) -> dict[str, str | None]:
    return {code: fresh(page).get_url_in(code) for code in content_languages()}


def lands_on(reader: Client, address: str) -> str:
    answer = reader.get(address, follow=True)
    return str(answer.request["PATH_INFO"]) if answer.status_code == 200 else ""


def test_a_language_that_was_never_published(reader: Client, draft: Any) -> None:
    assert addresses(draft)["de"] == "/de/geheim/"
    publish_all(draft, "fr")
    assert addresses(draft) == {code: f"/{code}/fusion/" for code in content_languages()}
    assert addresses(below(draft))["de"] == "/de/fusion/annexe/"
    links = reader.get("/fr/fusion/").content.decode()
    assert "/de/fusion/" in links
    assert "geheim" not in links
    # Nobody who guesses is told that there is something.
    for guessed in ("/de/geheim/", "/de/geheim/anhang/", "/en/merger/"):
        assert reader.get(guessed).status_code == 404
    assert not Redirect.objects.exists()
    assert_paths_are_right()


def test_its_first_publication_brings_its_address(reader: Client, draft: Any) -> None:
    publish_all(draft, "fr")
    publish(draft, Choice(["de"]))
    assert addresses(draft)["de"] == "/de/geheim/"
    assert addresses(draft)["en"] == "/en/fusion/"
    assert lands_on(reader, "/de/fusion/") == "/de/geheim/"
    assert lands_on(reader, "/de/fusion/annexe/") == "/de/geheim/annexe/"
    assert_paths_are_right()


@pytest.mark.parametrize("way", ["languages", "schedule"])
def test_a_language_that_is_taken_off(reader: Client, staff: Any, draft: Any, way: str) -> None:
    publish_all(draft, "fr", "en", "de")
    alias = draft.create_alias(parent=factories.strategy())
    assert addresses(alias)["de"].endswith("/geheim/")
    if way == "languages":
        staff().post(reverse("staff_unpublish_languages", args=[draft.pk]), {"languages": ["de"]})
    else:
        unpublish_languages(draft, ["de"])
    assert addresses(draft)["de"] == "/de/merger/"
    assert addresses(alias)["de"].endswith("/merger/")
    assert lands_on(reader, "/de/geheim/") == "/de/merger/"
    assert "geheim" not in reader.get("/de/merger/").content.decode()
    assert_paths_are_right()
    publish(draft, Choice(["de"]))
    assert addresses(draft)["de"] == "/de/geheim/"
    assert lands_on(reader, "/de/merger/") == "/de/geheim/"


def test_a_language_that_leans_on_it(draft: Any) -> None:
    """Dutch readers fall back on English first, and English is not public."""
    publish_all(draft, "fr")
    assert addresses(draft)["nl"] == "/nl/fusion/"


def test_an_edit_of_what_is_public_leaves_it_hidden(reader: Client, draft: Any) -> None:
    publish_all(draft, "fr")
    factories.edit(draft, slug={"fr": "union", "de": "noch-geheimer"})
    publish(draft, Choice(["fr"]))
    assert addresses(draft) == {code: f"/{code}/union/" for code in content_languages()}
    assert lands_on(reader, "/de/fusion/") == "/de/union/"
    publish(draft, Choice(["de"]))
    assert addresses(draft)["de"] == "/de/noch-geheimer/"


def test_nobody_else_takes_the_slug_meanwhile(draft: Any) -> None:
    publish_all(draft, "fr", "en", "de")
    unpublish_languages(draft, ["de"])
    other = factories.plain_page(title={"de": "Geheim"})
    assert addresses(other)["de"] == "/de/geheim-2/"
    with pytest.raises(ValidationError) as caught:
        factories.edit(other, slug={"de": "geheim"})
    assert list(caught.value.message_dict) == [column("slug", "de")]


def test_the_slug_that_stands_in_is_taken(reader: Client, draft: Any) -> None:
    """The page is public all the same; its address in that language says nothing."""
    other = factories.plain_page(title={"fr": "Autre", "de": "Fusion"})
    publish_all(draft, "fr")
    neutral = f"/de/{draft.uuid}/"
    assert addresses(draft) == {code: f"/{code}/fusion/" for code in ("fr", "en", "nl")} | {"de": neutral}
    assert reader.get(neutral).status_code == 200
    assert addresses(other)["de"] == "/de/fusion/"
    assert staff
    factories.publish_edit(other, slug={"de": "anders"})
    factories.edit(draft, summary={"fr": "Court."})
    publish(draft, Choice(["fr"]))
    assert addresses(draft)["de"] == "/de/fusion/"
    assert lands_on(reader, neutral) == "/de/fusion/"


def test_unpublished_and_published_again(reader: Client, draft: Any) -> None:
    publish_all(draft, "fr")
    fresh(draft).unpublish()
    assert addresses(draft)["de"] == "/de/fusion/"
    publish(draft, Choice(["fr"]))
    assert reader.get("/de/geheim/").status_code == 404
    assert not Redirect.objects.exists()


def test_in_and_out_of_the_bin(reader: Client, staff: Any, draft: Any) -> None:
    publish_all(draft, "fr", "en", "de")
    unpublish_languages(below(draft), ["de"])
    client = staff()
    delete(client, draft)
    assert bring_back(client, draft, languages=["fr", "en"]).status_code == 302
    assert addresses(draft)["de"] == "/de/merger/"
    assert addresses(below(draft))["de"] == "/de/merger/annexe/"
    assert "geheim" not in reader.get("/de/merger/").content.decode()
    assert_paths_are_right()


def test_pages_of_before_are_corrected_by_migrating(reader: Client, draft: Any) -> None:
    publish_all(draft, "fr", "en", "de")
    for page in (draft, below(draft)):
        ContentPage.objects.filter(pk=page.pk).update(**{column("live_since", "de"): None})
    assert addresses(below(draft))["de"] == "/de/geheim/anhang/"
    call_command("migrate", verbosity=0)
    assert addresses(below(draft))["de"] == "/de/merger/annexe/"
    assert lands_on(reader, "/de/geheim/anhang/") == "/de/merger/annexe/"
    assert_paths_are_right()


def test_a_copy_that_is_live_from_the_start(draft: Any) -> None:
    publish_all(draft, "fr")
    copied = fresh(draft).copy(keep_live=True)
    assert addresses(copied) == {code: f"/{code}/fusion-2/" for code in content_languages()}
    assert not Redirect.objects.exists()
    assert_paths_are_right()
