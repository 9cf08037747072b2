"""Old addresses as readers ask for them: what they lead to, for whom, and with what."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from cluster_portal.languages.codes import content_languages
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import Choice, publish
from cluster_portal.strategy.models import ContentPage
from tests import factories

pytestmark = pytest.mark.django_db


def rename(page: Any, slugs: dict[str, str | None]) -> Any:
    """Publish the page with other slugs; return it as it is then."""
    factories.publish_edit(page.specific, slug=slugs)
    return ContentPage.objects.get(pk=page.pk)


def location(reader: Client, address: str) -> str | None:
    """Return where a reader is sent from an address; None when it is not found."""
    answer = reader.get(address)
    assert answer.status_code in (301, 302, 404), (address, answer.status_code)
    return answer.headers.get("Location")


class TestLanguagesThatLean:
    """A page is read in every language; the addresses in which another stands in lead on as well."""

    @pytest.fixture
    def page(self) -> ContentPage:
        return factories.plain_page(languages=["fr"], title={"fr": "Atelier", "de": "Werkstatt"})

    @pytest.mark.parametrize("language", content_languages())
    def test_a_new_slug(self, reader: Client, page: ContentPage, language: str) -> None:
        old = page.get_url_in(language)
        assert reader.get(old).status_code == 200
        new = rename(page, dict.fromkeys(content_languages(), "usine")).get_url_in(language)
        assert location(reader, old) == new == f"/{language}/usine/"

    def test_the_fallback_address_once_the_translation_has_its_own(self, reader: Client) -> None:
        page = factories.plain_page(title={"fr": "Atelier"})
        below = factories.plain_page(page, title={"fr": "Outils"})
        assert reader.get("/de/atelier/").status_code == 200
        factories.edit(page, title={"de": "Werkstatt"}, slug={"de": "werkstatt"})
        publish(page, Choice(["de"]))
        assert location(reader, "/de/atelier/") == "/de/werkstatt/"
        assert location(reader, f"/de/atelier/{below.slug}/") == f"/de/werkstatt/{below.slug}/"
        assert reader.get("/fr/atelier/").status_code == 200

    def test_a_page_that_was_never_public_leaves_nothing(self) -> None:
        page = factories.draft(ContentPage, factories.home(), title={"fr": "Un"})
        factories.edit(page, slug=dict.fromkeys(content_languages(), "deux"))
        assert not Redirect.objects.exists()


class TestQuery:
    """The query goes along."""

    @pytest.fixture
    def page(self) -> Any:
        return rename(factories.plain_page(title={"en": "Alpha"}), {"en": "beta"})

    def test_of_an_old_address(self, reader: Client, page: Any) -> None:
        assert location(reader, "/en/alpha/?q=gear&page=2") == "/en/beta/?q=gear&page=2"
        assert location(reader, "/en/alpha?q=gear") == "/en/beta/?q=gear"

    def test_beside_that_of_the_target(self, reader: Client, page: Any) -> None:
        Redirect.add_redirect("/en/old", redirect_to="/en/beta/?view=list#top")
        assert location(reader, "/en/old/?q=1") == "/en/beta/?view=list&q=1#top"

    def test_one_that_is_a_part_of_the_old_address_is_used_up(self, reader: Client, page: Any) -> None:
        Redirect.add_redirect("/index.php?id=7", redirect_to="/en/beta/")
        assert location(reader, "/index.php?id=7") == "/en/beta/"
        assert location(reader, "/index.php?id=8") is None


class TestClosed:
    """Who may not read a page learns nothing of it at its old address."""

    @pytest.fixture(params=["login", "groups", "password", "above"])
    def page(self, request: Any) -> Any:
        above = factories.plain_page(title={"en": "Section"})
        page = factories.plain_page(above, title={"en": "Alpha"})
        page = rename(page, {"en": "secret-name"})
        kind = "login" if request.param == "above" else request.param
        restriction = PageViewRestriction.objects.create(
            page=above if request.param == "above" else page, restriction_type=kind, password="open"
        )
        if kind == "groups":
            restriction.groups.add(Group.objects.create(name="Inner circle"))
        return page

    def test_a_stranger(self, reader: Client, page: Any) -> None:
        unknown = reader.get("/en/section/never-was/")
        for query in ("", "?a=1"):
            answer = reader.get(f"/en/section/alpha/{query}")
            assert answer.status_code == 404
            assert "secret-name" not in answer.content.decode() + str(answer.headers)
            assert answer.headers.get("Cache-Control") == unknown.headers.get("Cache-Control")
        Redirect.add_redirect("/en/short", redirect_to=page.get_url_in("en"))
        Redirect.add_redirect("/en/whole", redirect_to=f"http://testserver{page.get_url_in('en')}")
        assert location(reader, "/en/whole/") is None

    def test_who_may_read_it_is_sent_on_and_no_cache_keeps_it(self, page: Any) -> None:
        client = Client()
        client.force_login(factories.user(is_superuser=True))
        answer = client.get("/en/section/alpha/")
        assert answer.headers["Location"] == "/en/section/secret-name/"
        assert "private" in answer.headers["Cache-Control"]

    def test_who_has_the_password_is_sent_on(self, reader: Client) -> None:
        page = rename(factories.plain_page(title={"en": "Alpha"}), {"en": "beta"})
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type="password", password="open"
        )
        assert location(reader, "/en/alpha/") is None
        address = f"/en/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
        reader.post(address, {"password": "open", "return_url": "/en/beta/"})
        assert reader.get("/en/beta/").status_code == 200
        assert location(reader, "/en/alpha/") == "/en/beta/"


class TestNothingAtTheEnd:
    """A redirect to what is not there is not followed."""

    def test_an_unpublished_page(self, reader: Client) -> None:
        page = rename(factories.plain_page(title={"en": "Alpha"}), {"en": "beta"})
        page.unpublish()
        assert location(reader, "/en/alpha/") is None
        Redirect.add_redirect("/en/other", redirect_to="/en/beta/")
        assert location(reader, "/en/other/") is None

    def test_a_page_that_never_was(self, reader: Client) -> None:
        Redirect.add_redirect("/en/old", redirect_to="/en/never-was/")
        assert location(reader, "/en/old/") is None

    def test_a_page_outside_of_the_site(self, reader: Client) -> None:
        Redirect.add_redirect("/en/old", redirect_to=factories.home().get_parent().specific)
        assert location(reader, "/en/old/") is None

    def test_a_circle(self, reader: Client) -> None:
        Redirect.add_redirect("/en/a", redirect_to="/en/b/")
        Redirect.add_redirect("/en/b", redirect_to="/en/a/")
        Redirect.add_redirect("/en/c", redirect_to="/en/c/")
        assert [location(reader, f"/en/{name}/") for name in "abc"] == [None, None, None]


def test_a_chain_is_one_step(reader: Client) -> None:
    factories.plain_page(title={"en": "End"})
    Redirect.add_redirect("/en/a", redirect_to="/en/b/")
    Redirect.add_redirect("/en/b", redirect_to="http://localhost:8000/en/c/", is_permanent=False)
    Redirect.add_redirect("/en/c", redirect_to="/en/end/")
    answer = reader.get("/en/a/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/end/")


def test_an_address_of_the_portal_itself_can_be_the_end(reader: Client) -> None:
    Redirect.add_redirect("/en/rss", redirect_to="/en/calls.atom")
    assert location(reader, "/en/rss") == "/en/calls.atom"


@pytest.mark.parametrize(
    "address",
    ["/en/Alt-%C3%89/", "/en/Alt-%c3%89", "/en/alt-é/", "/en/ALT-É/?x=1"],
)
def test_letters_of_any_kind_and_size(reader: Client, address: str) -> None:
    factories.plain_page(title={"en": "End"})
    Redirect.add_redirect("/en/alt-é", redirect_to="/en/end/")
    assert (location(reader, address) or "").startswith("/en/end/")


def test_strange_addresses_are_not_found(reader: Client) -> None:
    for address in (f"/en/{'x' * 5000}/", "/en/%00/", "/en/%FF/", "/en/a;b=1;a=2/"):
        assert reader.get(address).status_code == 404, address


def test_the_language_of_the_address_counts(reader: Client) -> None:
    page = factories.plain_page(title={"en": "End", "de": "Ende"})
    for code in ("de", "en"):
        Redirect.add_redirect(f"/{code}/old", redirect_to=page)
    Redirect.add_redirect("/old", redirect_to=page)
    assert location(reader, "/de/old") == "/de/ende/"
    assert location(reader, "/en/old") == "/en/end/"
    answer = reader.get("/old", headers={"accept-language": "de"})
    assert answer.headers["Location"] == "/de/ende/"
    assert "Accept-Language" in answer.headers["Vary"]


def test_two_for_the_same_address(reader: Client) -> None:
    one, other = (factories.plain_page(title={"en": name}) for name in ("One", "Other"))
    for _number in range(2):
        Redirect.add_redirect("/en/old", redirect_to=one)
    assert location(reader, "/en/old") == "/en/one/"
    Redirect.add_redirect("/en/old", redirect_to=other, site=Site.objects.get(is_default_site=True))
    assert location(reader, "/en/old") == "/en/other/"


def test_many_pages_below_cost_no_more() -> None:
    counts = []
    for number in (5, 60):
        above = factories.plain_page(title={"en": f"Section {number}"})
        factories.many(ContentPage, above, number)
        fresh: Any = ContentPage.objects.get(pk=above.pk)
        fresh.slug_en = f"moved-{number}"
        with CaptureQueriesContext(connection) as queries:
            fresh.save()
        counts.append(len(queries))
        assert Redirect.objects.filter(old_path__startswith=f"/en/section-{number}").count() == number + 1
    # Rows are written and deleted some hundreds at a time.
    assert counts[1] <= counts[0] + 1


def test_an_alias_leads_on_as_a_page_does(reader: Client) -> None:
    page, section, other = (
        factories.plain_page(title={"en": name}) for name in ("Alpha", "Section", "Other")
    )
    alias = page.create_alias(parent=section, update_slug="copy")
    old = {code: alias.get_url_in(code) for code in content_languages()}
    assert {reader.get(address).status_code for address in old.values()} == {200}
    alias.move(PortalPage.objects.get(pk=other.pk), pos="last-child")
    for code, address in old.items():
        new = location(reader, address)
        assert new == PortalPage.objects.get(pk=alias.pk).get_url_in(code)
        assert reader.get(new).status_code == 200


def test_the_slug_of_the_home_page_is_in_no_address(reader: Client) -> None:
    page = factories.plain_page(title={"en": "Alpha"})
    factories.publish_edit(factories.home(), slug=dict.fromkeys(content_languages(), "accueil"))
    assert not Redirect.objects.exists()
    for code in content_languages():
        assert reader.get(f"/{code}/").status_code == 200
        assert reader.get(page.get_url_in(code)).status_code == 200
