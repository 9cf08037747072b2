"""A company finds an open call on a phone, without any script."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from projects.models import CallIndexPage, CallPage
from tests import factories
from tests.groups import chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def call() -> dict[str, Any]:
    """Make an open call; return what a reader may look for, by language."""
    now = datetime.now(UTC)
    made = factories.call(
        factories.project(title=factories.in_all_languages("Testbed")),
        title=factories.in_all_languages("Robots for all"),
        opens_at=now - timedelta(days=3),
        closes_at=now + timedelta(days=40),
        apply_url="https://apply.example.org/",
    )
    index = CallIndexPage.objects.get()
    codes = ("fr", "en", "nl", "de")
    return {
        "pages": {code: made.get_url_in(code) for code in codes},
        "index": {code: index.get_url_in(code) for code in codes},
        "closed": CallPage.objects.closed_at(now).first().get_url_in("en"),
    }


@pytest.fixture
def browser(call: dict[str, Any]) -> Iterator[Browser]:
    """Start Chromium once the data is there."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium())
        yield started
        started.close()


@pytest.mark.parametrize("language", ["fr", "en", "nl", "de"])
def test_open_call_is_two_clicks_from_home_on_a_phone_without_javascript(
    live_server: Any, call: dict[str, Any], browser: Browser, language: str
) -> None:
    phone = browser.new_page(viewport=PHONE, java_script_enabled=False)
    phone.goto(f"{live_server.url}/{language}/")
    phone.locator(".hero .button--accent").click()
    phone.get_by_role("link", name="Robots for all").first.click()
    assert phone.url == live_server.url + call["pages"][language]
    assert phone.locator(".state--open").is_visible()
    assert phone.locator('a[href="https://apply.example.org/"]').first.is_visible()


def test_list_is_narrowed_without_javascript(
    live_server: Any, call: dict[str, Any], browser: Browser
) -> None:
    phone = browser.new_page(viewport=PHONE, java_script_enabled=False)
    phone.goto(live_server.url + call["index"]["en"])
    assert phone.locator("#filter-kind").is_visible()
    assert not phone.locator("#filter-country").is_visible()
    phone.locator("#filter-open").check()
    phone.locator(".filters button").click()
    assert "open=1" in phone.url
    assert [title.strip() for title in phone.locator(".call-row h3 a").all_inner_texts()] == [
        "Robots for all"
    ]
    phone.locator(".filters summary").click()
    assert phone.locator("#filter-country").is_visible()


def test_link_is_copied(live_server: Any, call: dict[str, Any], browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(live_server.url + call["pages"]["en"])
    page.locator("[data-share-copy] button").click()
    page.wait_for_function("document.querySelector('[data-share-status]').textContent !== ''")
    assert page.evaluate("navigator.clipboard.readText()").endswith(call["pages"]["en"])


def test_nothing_is_wider_than_a_small_phone(
    live_server: Any, call: dict[str, Any], browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    for language in ("fr", "en", "nl", "de"):
        for address in (
            call["pages"][language],
            call["index"][language],
            call["index"][language] + "?kind=x",
        ):
            page.goto(live_server.url + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_pages_are_accessible(live_server: Any, call: dict[str, Any], browser: Browser) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        for address in (
            call["pages"]["en"],
            call["closed"],
            call["index"]["en"],
            call["index"]["en"] + "?kind=x",
        ):
            page.goto(live_server.url + address)
            found = Axe().run(page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], address


def test_print_keeps_deadline_and_address(live_server: Any, call: dict[str, Any], browser: Browser) -> None:
    page = browser.new_page()
    page.goto(live_server.url + call["pages"]["en"])
    page.emulate_media(media="print")
    assert re.search(r"\d{2}:\d{2} \(Brussels time\)", page.locator(".call-panel").inner_text())
    assert page.locator(".print-address").inner_text().endswith(call["pages"]["en"])
    assert page.locator(".print-address").is_visible()
    assert not page.locator(".share").is_visible()
