"""From an address to a page, in each language, and nothing but 404 for what is no address."""

import re
from typing import Any

import pytest
from django.test import Client

from cluster_portal.languages.codes import content_languages, own_name
from tests import factories

pytestmark = pytest.mark.django_db

KEYS = ["home", "strategy", "projects", "gemstone", "gemstone_green_train", "partners", "cimes", "privacy"]


def alternates(html: str) -> dict[str, str]:
    """Return the addresses that the head of a page names by language."""
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html))


def canonical(html: str) -> str:
    """Return the canonical address."""
    (found,) = re.findall(r'<link rel="canonical" href="([^"]+)">', html)
    return found


class TestFirstVisit:
    """The bare address leads to the reader's language."""

    @pytest.mark.parametrize(
        ("header", "language"),
        [
            ("de", "de"),
            ("de-AT,de;q=0.9,en;q=0.8", "de"),
            ("it,es;q=0.9,nl;q=0.5", "nl"),
            ("NL-be", "nl"),
            ("en;q=0.3, de;q=0.7", "de"),
            ("*", "fr"),
            ("", "fr"),
            ("zh", "fr"),
            ("en;q=0", "fr"),
            ("; ;,,q=x" * 200, "fr"),
        ],
    )
    def test_by_what_the_browser_asks_for(self, reader: Client, header: str, language: str) -> None:
        answer = reader.get("/", headers={"accept-language": header})
        assert (answer.status_code, answer["Location"]) == (302, f"/{language}/")
        assert "Accept-Language" in answer["Vary"]

    def test_the_query_string_is_kept(self, reader: Client) -> None:
        assert reader.get("/?utm_source=fair&q=%C3%A9")["Location"] == "/fr/?utm_source=fair&q=%C3%A9"

    def test_it_cannot_lead_to_another_host(self, reader: Client) -> None:
        assert reader.get("/?/../../evil.example")["Location"].startswith("/fr/?")

    def test_only_offered_languages_count(self, reader: Client, settings: Any) -> None:
        settings.PORTAL_LANGUAGES = ["en", "nl"]
        assert reader.get("/", headers={"accept-language": "de,nl;q=0.5"})["Location"] == "/nl/"
        assert reader.get("/", headers={"accept-language": "de"})["Location"] == "/en/"


@pytest.mark.parametrize("language", content_languages())
def test_the_address_decides_not_the_browser(reader: Client, language: str) -> None:
    answer = reader.get(f"/{language}/", headers={"accept-language": "en"})
    assert f'<html lang="{language}">' in answer.content.decode()
    assert answer["Content-Language"] == language
    assert "Accept-Language" not in answer.get("Vary", "")


def test_an_address_without_its_last_slash_leads_on(reader: Client) -> None:
    assert reader.get("/fr/projets")["Location"] == "/fr/projets/"


BAD = {
    "an unknown language": "/xx/",
    "a regional language": "/fr-BE/",
    "another case": "/FR/",
    "an unknown page": "/fr/nulle-part/",
    "a null byte": "/fr/%00/",
    "a null byte at the top": "/%00",
    "a null byte below a page": "/fr/projets/%00gemstone/",
    "a path of 10 kB": "/fr/" + "a" * 10_240 + "/",
    "a path of 5,000 parts": "/fr/" + "a/" * 5_000,
    "a path of 5,000 parts without a language": "/" + "a/" * 5_000,
    "double slashes": "/fr//projets/",
    "double slashes at the end": "/fr/projets//",
    "double slashes at the top": "//fr/projets/",
    "another host": "//evil.example/%2e%2e/",
    "a way up": "/fr/../admin/",
    "a hidden way up": "/fr/%2e%2e/%2e%2e/etc/passwd/",
    "what is no UTF-8": "/fr/%ff%fe/",
    "half a letter": "/fr/%c3/",
    "a backslash": "/fr/%5cprojets/",
    "spaces": "/fr/%20/",
    "an emoji": "/fr/%F0%9F%98%80/",
    "the site's root page by name": "/fr/home/",
    "the path in the tree": "/fr/home/projets/",
    "a document that is none": "/documents/99999999999999999999/x.pdf",
    "a slug of another language below a page": "/fr/projets/iot4industry/first-call-2018/",
    "a percent sign": "/fr/%25/",
    "SQL": "/fr/'%20OR%201=1--/",
}


@pytest.mark.parametrize("address", BAD.values(), ids=BAD.keys())
def test_what_is_no_address_is_not_found(reader: Client, address: str) -> None:
    answer = reader.generic("GET", address)
    if answer.status_code == 301:  # only ever to the same address with its last slash
        assert answer["Location"].rstrip("/").lstrip("/") == address.strip("/")
        answer = reader.generic("GET", answer["Location"])
    assert answer.status_code == 404
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize("language", content_languages())
def test_not_found_is_said_in_the_language_of_the_address(reader: Client, language: str) -> None:
    html = reader.get(f"/{language}/gibt-es-nicht/").content.decode()
    assert f'<html lang="{language}">' in html
    assert f'href="/{language}/"' in html


def test_a_page_asked_for_in_the_wrong_language_is_offered_where_it_is(reader: Client, demo: Any) -> None:
    answer = reader.get("/de/projets/gemstone/")
    html = answer.content.decode()
    assert answer.status_code == 404
    for code in ("fr", "en", "nl"):
        assert f'href="{demo("gemstone").get_url_in(code)}"' in html
    assert f'href="{demo("gemstone").get_url_in("de")}"' not in html


def test_a_draft_is_not_offered(reader: Client) -> None:
    page = factories.plain_page(title={"en": "Secret plan"})
    page.unpublish()
    html = reader.get("/de/secret-plan/").content.decode()
    assert "Secret plan" not in html
    assert "/en/secret-plan/" not in html


def test_a_page_below_one_that_is_not_published_comes_back_with_it(reader: Client) -> None:
    page = factories.plain_page(title={"en": "Above"})
    below = factories.plain_page(page, title={"en": "Below"})
    type(page).objects.get(pk=page.pk).unpublish()
    assert reader.get(below.get_url_in("en")).status_code == 404
    factories.publish(type(page).objects.get(pk=page.pk))
    assert reader.get(below.get_url_in("en")).status_code == 200


class TestHead:
    """What the head of a page tells search engines."""

    @pytest.mark.parametrize("language", content_languages())
    @pytest.mark.parametrize("key", KEYS)
    def test_addresses_are_of_languages_in_which_the_page_is_live(
        self, reader: Client, demo: Any, settings: Any, key: str, language: str
    ) -> None:
        page = demo(key)
        html = reader.get(page.get_url_in(language)).content.decode()
        expected = {code: f"{settings.SITE_URL}{page.get_url_in(code)}" for code in page.live_languages}
        found = alternates(html)
        assert found.pop("x-default") == expected["fr"]
        assert found == expected
        for address in expected.values():
            assert reader.get(address.removeprefix(settings.SITE_URL)).status_code == 200

    @pytest.mark.parametrize("language", content_languages())
    def test_where_the_page_is_offered_it_is_its_own_canonical_address(
        self, reader: Client, demo: Any, settings: Any, language: str
    ) -> None:
        page = demo("walhub")
        html = reader.get(f"{page.get_url_in(language)}?utm=1").content.decode()
        assert canonical(html) == f"{settings.SITE_URL}{page.get_url_in(language)}"
        assert "noindex" not in html

    @pytest.mark.parametrize("key", ["gemstone", "dream", "gemstone_green_train"])
    def test_where_it_is_not_offered_it_says_so(
        self, reader: Client, demo: Any, settings: Any, key: str
    ) -> None:
        page = demo(key)
        html = reader.get(page.get_url_in("de")).content.decode()
        assert '<meta name="robots" content="noindex">' in html
        assert canonical(html) == f"{settings.SITE_URL}{page.get_url_in('en')}"
        assert "fallback-notice" in html
        assert "de" not in alternates(html)

    def test_x_default_is_in_a_language_that_has_the_page(self, reader: Client, settings: Any) -> None:
        page = factories.plain_page(title={"nl": "Enkel hier"})
        html = reader.get(page.get_url_in("fr")).content.decode()
        address = f"{settings.SITE_URL}{page.get_url_in('nl')}"
        assert alternates(html) == {"nl": address, "x-default": address}

    def test_a_staging_copy_is_not_indexed(self, reader: Client, settings: Any) -> None:
        settings.STAGING = True
        assert 'name="robots" content="noindex' in reader.get("/fr/").content.decode()
        assert "Disallow: /\n" in reader.get("/robots.txt").content.decode()


class TestSwitcher:
    """The language switcher stays on the page."""

    @pytest.mark.parametrize("language", content_languages())
    def test_it_leads_to_the_same_page_with_its_query(self, reader: Client, demo: Any, language: str) -> None:
        page = demo("partners")
        html = reader.get(f"{page.get_url_in(language)}?q=a%26b&x=1").content.decode()
        for code in content_languages():
            expected = f'<a href="{page.get_url_in(code)}?q=a%26b&amp;x=1" lang="{code}" hreflang="{code}"'
            assert expected in html
            assert own_name(code) in html

    def test_a_language_without_the_page_is_marked(self, reader: Client, demo: Any) -> None:
        html = reader.get(demo("gemstone").get_url_in("fr")).content.decode()
        header = html[: html.index("</header>")]
        (marked,) = re.findall(r'class="is-missing"><a href="([^"]+)"', header)
        assert marked == demo("gemstone").get_url_in("de")

    def test_what_is_no_page_leads_home(self, reader: Client) -> None:
        html = reader.get("/fr/nulle-part/?q=1").content.decode()
        assert 'href="/nl/"' in html


class TestFewerLanguages:
    """An installation may offer fewer languages than it stores."""

    @pytest.fixture(autouse=True)
    def _two_languages(self, settings: Any) -> None:
        settings.PORTAL_LANGUAGES = ["fr", "en"]

    def test_the_others_are_not_found(self, reader: Client) -> None:
        assert reader.get("/fr/").status_code == 200
        assert reader.get("/nl/").status_code == 404

    def test_the_others_are_named_nowhere(self, reader: Client) -> None:
        html = reader.get("/fr/").content.decode()
        assert set(alternates(html)) == {"fr", "en", "x-default"}
        assert 'hreflang="nl"' not in html
        assert 'hreflang="nl"' not in reader.get("/sitemap.xml").content.decode()

    def test_a_page_only_in_another_language_is_shown_in_it(self, reader: Client) -> None:
        page = factories.plain_page(title={"nl": "Enkel hier"})
        html = reader.get(page.get_url_in("fr")).content.decode()
        assert '<h1 lang="nl">Enkel hier</h1>' in html
        assert "noindex" in html
        assert page.get_url_in("fr") not in reader.get("/sitemap.xml").content.decode()


class TestSitemap:
    """The sitemap names a page once per language in which it is live."""

    def addresses(self, reader: Client) -> list[str]:
        xml = reader.get("/sitemap.xml").content.decode()
        return re.findall(r"<loc>([^<]+)</loc>", xml)

    def test_every_address_works_and_stands_once(self, reader: Client, demo: Any, settings: Any) -> None:
        addresses = self.addresses(reader)
        assert len(addresses) == len(set(addresses)) > 100
        assert f"{settings.SITE_URL}{demo('gemstone').get_url_in('nl')}" in addresses
        assert f"{settings.SITE_URL}{demo('gemstone').get_url_in('de')}" not in addresses

    def test_a_language_that_is_not_published_is_left_out(self, reader: Client, settings: Any) -> None:
        page = factories.plain_page(languages=["fr"], title={"fr": "Un", "de": "Eins"})
        addresses = self.addresses(reader)
        assert f"{settings.SITE_URL}{page.get_url_in('fr')}" in addresses
        assert f"{settings.SITE_URL}{page.get_url_in('de')}" not in addresses

    def test_a_page_that_is_not_published_is_left_out(self, reader: Client) -> None:
        page = factories.plain_page(title={"fr": "Un"})
        page.unpublish()
        assert not [address for address in self.addresses(reader) if address.endswith("/fr/un/")]
