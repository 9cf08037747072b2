"""Every page of the demo content answers in every language and shows what it is about."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from cluster_portal.content.models import LoadedRecord
from cluster_portal.languages.codes import content_languages
from cluster_portal.pages.models import PortalPage

pytestmark = pytest.mark.django_db


def pages() -> list[PortalPage]:
    """Return the pages that readers can open."""
    return list(PortalPage.objects.filter(depth__gt=1, live=True).order_by("path"))


@pytest.mark.parametrize("language", content_languages())
def test_every_page_shows_its_title_in_the_right_language(
    reader: Client, language: str, subtests: Any
) -> None:
    assert len(pages()) > 30
    for page in pages():
        with subtests.test(page=page.draft_title):
            answer = reader.get(page.get_url_in(language))
            html = answer.content.decode()
            assert answer.status_code == 200
            assert f'<html lang="{language}">' in html
            assert html.count("<h1") == 1
            text = page.specific.texts_in(language)
            title = getattr(text, "heading", None) if page.depth == 2 else text.title
            attributes = f' lang="{title.language}"' if title.is_fallback else ""
            assert re.search(rf'<h1( class="[^"]*")?{attributes}>{re.escape(escape(title))}</h1>', html)
            assert ("fallback-notice" in html) >= (not page.is_live_in(language))


@pytest.mark.parametrize("language", content_languages())
def test_every_link_within_the_portal_works(reader: Client, language: str) -> None:
    links: dict[str, str] = {}
    for page in pages():
        html = reader.get(page.get_url_in(language)).content.decode()
        for link in re.findall(r'href="(/(?:fr|en|nl|de)/[^"#?]*)', html):
            links.setdefault(link, page.draft_title)
    assert len(links) > 50
    # That every page answers in every language is asked above.
    answered = {page.get_url_in(code) for page in pages() for code in content_languages()}
    broken = {
        link: source
        for link, source in links.items()
        if link not in answered and reader.get(link).status_code != 200
    }
    assert broken == {}


@pytest.mark.parametrize(
    ("parent", "language", "children"),
    [
        (parent, language, children)
        for language in content_languages()
        for parent, children in {
            "home": ["goal_technology", "goal_recognition", "goal_investors", "gemstone", "dream"],
            "strategy": ["goal_technology", "goal_recognition", "goal_investors", "target_areas"],
            "projects": ["gemstone", "dream", "walhub", "iot4industry"],
            "gemstone": ["gemstone_green_train", "gemstone_green_explore", "cimes", "mecatech"],
            "partners": ["mecatech", "cimes", "high_tech_nl", "microtec_suedwest"],
            "gemstone_green_train": ["gemstone", "projects", "home"],
        }.items()
    ],
)
def test_a_page_leads_to_what_belongs_to_it(
    reader: Client, demo: Any, parent: str, language: str, children: list[str]
) -> None:
    html = reader.get(demo(parent).get_url_in(language)).content.decode()
    for child in children:
        assert f'href="{demo(child).get_url_in(language)}"' in html, child


def test_breadcrumbs_say_in_which_language_they_are(reader: Client, demo: Any) -> None:
    html = reader.get(demo("gemstone_green_train").get_url_in("de")).content.decode()
    crumbs = html[html.index('class="breadcrumb"') : html.index("</nav>", html.index('class="breadcrumb"'))]
    assert f'<a href="{demo("projects").get_url_in("de")}">Europäische Projekte</a>' in crumbs
    assert f'<a href="{demo("gemstone").get_url_in("de")}" lang="en">GEMSTONE</a>' in crumbs


def test_a_card_says_in_which_language_it_is(reader: Client, demo: Any) -> None:
    html = reader.get(demo("projects").get_url_in("de")).content.decode()
    assert f'href="{demo("dream").get_url_in("de")}" lang="en"' in html
    assert f'href="{demo("walhub").get_url_in("de")}" lang=' not in html


@pytest.mark.parametrize("key", ["home", "gemstone", "partners"])
def test_nothing_comes_from_another_host(reader: Client, demo: Any, key: str) -> None:
    html = reader.get(demo(key).get_url_in("fr")).content.decode()
    sources = re.findall(
        r'<(?:script|img|link rel="(?:stylesheet|icon|preload)")[^>]*(?:src|href)="([^"]+)"', html
    )
    assert sources
    assert [source for source in sources if not source.startswith("/")] == []
    # The code to embed a page elsewhere is text, whatever it holds.
    html = re.sub(r"<textarea.*?</textarea>", "", html, flags=re.DOTALL)
    assert " style=" not in html
    assert "<script>" not in html


def test_records_of_the_demo_content_are_all_there() -> None:
    assert all(row.record is not None for row in LoadedRecord.objects.all())
