"""An address that was public leads on when it changes, in its language."""

from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from cluster_portal.languages.codes import content_languages
from cluster_portal.strategy.models import ContentPage
from projects.models import ProjectIndexPage
from tests import factories

pytestmark = pytest.mark.django_db


def rename(page: Any, language: str, slug: str) -> None:
    """Publish the page with another slug."""
    factories.publish_edit(page.specific, slug={language: slug})
    page.refresh_from_db()


def lands_on(reader: Client, address: str) -> str:
    """Return where a reader arrives who follows redirects from ``address``; the page must be there."""
    answer = reader.get(address, follow=True)
    assert answer.status_code == 200, (address, answer.redirect_chain)
    assert all(status == 301 for _, status in answer.redirect_chain)
    return str(answer.request["PATH_INFO"])


@pytest.mark.parametrize("language", content_languages())
def test_the_page_and_everything_below_it_lead_on(reader: Client, demo: Any, language: str) -> None:
    index, project, call = demo("projects"), demo("iot4industry"), demo("iot4industry_call_1")
    before = [page.get_url_in(language) for page in (index, project, call)]
    other = {code: call.get_url_in(code) for code in content_languages() if code != language}
    rename(index, language, "neu")
    after = [demo(key).get_url_in(language) for key in ("projects", "iot4industry", "iot4industry_call_1")]
    assert after[0] == f"/{language}/neu/"
    for old, new in zip(before, after, strict=True):
        assert old != new
        assert lands_on(reader, old) == new
    assert {code: demo("iot4industry_call_1").get_url_in(code) for code in other} == other
    assert not Redirect.objects.exclude(old_path__startswith=f"/{language}/").exists()


def test_the_query_string_does_not_hide_the_redirect(reader: Client, demo: Any) -> None:
    old = demo("partners").get_url_in("en")
    rename(demo("partners"), "en", "directory")
    assert reader.get(f"{old}?q=cimes").headers["Location"] == "/en/directory/?q=cimes"


def test_a_move_leads_on_too(reader: Client, demo: Any) -> None:
    elsewhere = factories.page(ProjectIndexPage, factories.home(), title={"fr": "Anciens"})
    old = demo("gemstone_green_train").get_url_in("fr")
    demo("gemstone").move(elsewhere, pos="last-child")
    assert lands_on(reader, old) == demo("gemstone_green_train").get_url_in("fr")


def test_a_draft_leaves_no_redirect() -> None:
    page = factories.draft(ContentPage, factories.home(), title={"fr": "Un"})
    factories.edit(page, slug={"fr": "deux"})
    assert not Redirect.objects.exists()


class TestThereAndBack:
    """A page that gets its old address back does not lead in circles."""

    @pytest.fixture
    def page(self) -> ContentPage:
        page = factories.plain_page(title={"en": "Alpha"})
        factories.plain_page(page, title={"en": "Below"})
        return page

    def test_both_addresses_work(self, reader: Client, page: ContentPage) -> None:
        rename(page, "en", "beta")
        rename(page, "en", "alpha")
        assert lands_on(reader, "/en/alpha/") == "/en/alpha/"
        assert lands_on(reader, "/en/beta/") == "/en/alpha/"
        assert lands_on(reader, "/en/beta/below/") == "/en/alpha/below/"

    def test_once_unpublished_it_is_not_found_instead_of_circling(
        self, reader: Client, page: ContentPage
    ) -> None:
        rename(page, "en", "beta")
        rename(page, "en", "alpha")
        for child in page.get_children().specific():
            child.unpublish()
        page.unpublish()
        for address in ("/en/alpha/", "/en/alpha/below/"):
            assert reader.get(address).status_code == 404

    def test_a_chain_of_names_leads_to_the_last(self, reader: Client, page: ContentPage) -> None:
        for slug in ("beta", "gamma", "delta"):
            rename(page, "en", slug)
        for slug in ("alpha", "beta", "gamma"):
            assert lands_on(reader, f"/en/{slug}/below/") == "/en/delta/below/"

    def test_another_page_may_take_the_old_address(self, reader: Client, page: ContentPage) -> None:
        rename(page, "en", "beta")
        factories.plain_page(title={"en": "Alpha"})
        assert lands_on(reader, "/en/alpha/") == "/en/alpha/"

    def test_staff_redirects_stay(self, page: ContentPage) -> None:
        Redirect.add_redirect("/en/beta/", redirect_to="https://example.org/", is_permanent=False)
        rename(page, "en", "beta")
        assert Redirect.objects.filter(automatically_created=False).count() == 1


def test_a_language_that_leans_on_the_slug_leads_on(reader: Client) -> None:
    page = factories.plain_page(title={"nl": "Tulp", "de": "Tulpe"}, slug={"nl": "tulp", "de": None})
    factories.publish_edit(page, slug={"de": None})
    old = ContentPage.objects.get(pk=page.pk).get_url_in("nl")
    rename(page, "nl", "roos")
    assert lands_on(reader, old) == "/nl/roos/"
