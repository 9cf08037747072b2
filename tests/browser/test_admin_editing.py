"""Staff edit a page in two languages, look at both, publish, and read the result."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright

from cluster_portal.languages.codes import column, content_languages
from cluster_portal.languages.slugs import slug_from_title
from tests import factories
from tests.groups import chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture
def session(live_server: Any) -> str:
    """Return the session of somebody who works in English."""
    client = Client()
    client.force_login(factories.user(is_superuser=True, name="Ada", language="en"))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def admin(live_server: Any, session: str) -> Iterator[Callable[[str], Page]]:
    """Return a function that opens an address of the admin. Data is made before: the browser's loop has
    database connections of its own."""
    with ExitStack() as stack:
        outside: list[str] = []

        def open_admin(address: str) -> Page:
            playwright = stack.enter_context(sync_playwright())
            browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            stack.callback(browser.close)
            context = browser.new_context(
                locale="en-GB", base_url=live_server.url, viewport={"width": 1400, "height": 900}
            )
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
            )
            page = context.new_page()
            page.on("request", lambda request: outside.append(request.url))
            page.goto(address)
            return page

        yield open_admin
        own = (live_server.url, "data:", "blob:", "about:")
        assert [url for url in outside if not url.startswith(own)] == []


def field(page: Page, name: str, language: str) -> Any:
    return page.locator(f"#id_{column(name, language)}")


def publish(page: Page) -> None:
    """Choose “Publish” among the actions at the foot of the form."""
    page.locator("footer button[aria-expanded]").last.click()
    page.locator("button[name=action-publish]:visible").click()
    page.wait_for_url("**/publish/**")


def switch(page: Page) -> Any:
    return page.get_by_role("group", name="Languages of this form")


def test_staff_edit_a_project_in_two_languages_and_publish_it(admin: Callable[[str], Page]) -> None:
    project = factories.project(title={"fr": "Le projet", "de": "Das Projekt"}, source_language="fr")
    staff_page = admin(f"/admin/pages/{project.pk}/edit/")
    # The source and the editor's own language are shown; nobody has written English or Dutch yet.
    expect(field(staff_page, "title", "fr")).to_be_visible()
    expect(field(staff_page, "title", "en")).to_be_visible()
    expect(field(staff_page, "title", "de")).to_be_hidden()
    field(staff_page, "title", "en").fill("The project of 2026")
    field(staff_page, "summary", "en").fill("Written in English.")
    field(staff_page, "summary", "fr").fill("Écrit en français.")
    expect(staff_page.locator(f"#id_{column('slug', 'en')}")).to_have_value("the-project-of-2026")

    # The preview speaks the language that is worked in.
    staff_page.get_by_role("button", name="Toggle preview").click()
    preview = staff_page.frame_locator("#w-preview-iframe")
    field(staff_page, "summary", "fr").click()
    expect(staff_page.locator("select[name=preview_mode]")).to_have_value("fr")
    expect(preview.get_by_text("Écrit en français.").first).to_be_visible(timeout=15_000)
    field(staff_page, "summary", "en").click()
    expect(preview.get_by_text("Written in English.").first).to_be_visible(timeout=15_000)
    staff_page.get_by_role("button", name="Toggle preview").click()

    publish(staff_page)
    expect(staff_page.get_by_role("heading", name="English")).to_be_visible()
    expect(staff_page.get_by_text("Becomes public")).to_have_count(1)
    expect(staff_page.get_by_text("Stays as it is", exact=True)).to_have_count(1)
    staff_page.locator("main form button[type=submit]").first.click()
    staff_page.wait_for_url("**/admin/pages/*/")

    staff_page.get_by_role("link", name="View live in English").first.click()
    expect(staff_page).to_have_url(re.compile(r"/en/.*/the-project-of-2026/$"))
    expect(staff_page.get_by_role("heading", name="The project of 2026")).to_be_visible()
    expect(staff_page.get_by_text("Written in English.").first).to_be_visible()
    staff_page.goto(project.get_url_in("fr") or "")
    expect(staff_page.get_by_text("Écrit en français.").first).to_be_visible()


def test_the_switch_shows_one_two_or_all_and_remembers(admin: Callable[[str], Page]) -> None:
    project = factories.project(title={"fr": "Un", "en": "One"}, source_language="fr")
    address = f"/admin/pages/{project.pk}/edit/"
    staff_page = admin(address)
    titles = {code: field(staff_page, "title", code) for code in content_languages()}

    def shown() -> set[str]:
        return {code for code, title in titles.items() if title.is_visible()}

    assert shown() == {"fr", "en"}
    bar = switch(staff_page)
    bar.get_by_role("radio", name="All").check(force=True)
    assert shown() == set(content_languages())
    bar.get_by_role("radio", name="One").check(force=True)
    assert shown() == {"en"}
    # By keyboard: the buttons are in the order of the page, the choices move with the arrows.
    bar.get_by_role("button", name="Nederlands").focus()
    staff_page.keyboard.press("Enter")
    assert shown() == {"nl"}
    bar.get_by_role("radio", name="One").focus()
    staff_page.keyboard.press("ArrowRight")
    assert shown() == {"nl", "en"}
    staff_page.goto(address)
    assert shown() == {"nl", "en"}
    states = {
        code: bar.get_by_role("button", name=name).inner_text()
        for code, name in (("fr", "Français"), ("nl", "Nederlands"))
    }
    assert re.search("no text|missing", states["nl"], re.IGNORECASE)
    assert not re.search("no text|missing", states["fr"], re.IGNORECASE)


def test_rows_that_are_added_follow_the_switch(admin: Callable[[str], Page]) -> None:
    project = factories.project(title={"fr": "Un", "en": "One"})
    staff_page = admin(f"/admin/pages/{project.pk}/edit/")
    switch(staff_page).get_by_role("radio", name="One").check(force=True)
    staff_page.locator("#id_objectives-ADD").click()
    expect(field(staff_page, "objectives-0-text", "en")).to_be_visible()
    expect(field(staff_page, "objectives-0-text", "de")).to_be_hidden()
    switch(staff_page).get_by_role("button", name="Deutsch").click()
    expect(field(staff_page, "objectives-0-text", "de")).to_be_visible()
    expect(field(staff_page, "objectives-0-text", "de")).to_have_attribute("lang", "de")


def test_an_error_in_a_hidden_language_shows_itself(admin: Callable[[str], Page]) -> None:
    factories.project(title={"fr": "Le premier", "nl": "De eerste"})
    project = factories.project(title={"fr": "Le deuxième", "nl": "De tweede"})
    staff_page = admin(f"/admin/pages/{project.pk}/edit/")
    switch(staff_page).get_by_role("radio", name="One").check(force=True)
    staff_page.evaluate(
        "name => { document.getElementById(name).value = 'de-eerste'; }", f"id_{column('slug', 'nl')}"
    )
    staff_page.locator("button[name=action-save-draft], footer button[type=submit]").first.click()
    staff_page.get_by_text("The page could not be saved").wait_for()
    jump = switch(staff_page).get_by_role("button", name="1 error – Go to the first error in Nederlands")
    jump.click()
    slug = field(staff_page, "slug", "nl")
    expect(slug).to_be_visible()
    expect(slug).to_be_focused()
    expect(field(staff_page, "slug", "de")).to_be_hidden()


TITLES = [
    "Größe, Öl & Ärger: weiß",
    "L’œuvre « Europe » – été 2021–2027",
    "Ijzer… én (staal) — €5",
    "  Café/Thé #1 ",
    "Łódź und Ærø",
]


@pytest.mark.parametrize("language", content_languages())
def test_the_browser_makes_the_same_slugs_as_the_server(language: str, admin: Callable[[str], Page]) -> None:
    index = factories.project_index()
    staff_page = admin(f"/admin/pages/add/projects/projectpage/{index.pk}/")
    switch(staff_page).get_by_role("radio", name="All").check(force=True)
    title, slug = field(staff_page, "title", language), field(staff_page, "slug", language)
    for words in TITLES:
        title.fill("")
        title.press_sequentially(words)
        title.blur()
        expect(slug).to_have_value(slug_from_title(words, language))
