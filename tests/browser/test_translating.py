"""A translator of Dutch goes from the list of translations to the public page."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connections
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright

from cluster_portal.languages.models import TranslationState
from cluster_portal.staff.groups import ensure_groups, translators
from cluster_portal.strategy.models import ContentPage
from tests import factories
from tests.groups import chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The frame around the screens is Wagtail's; what it lacks of good practice is not for these tests.
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture
def text_page(transactional_db: None) -> ContentPage:
    """Return a public page whose French summary changed by one word since it was translated."""
    page = factories.plain_page(
        source_language="fr",
        title={"fr": "Alpha", "en": "Alpha", "nl": "Alfa"},
        summary={"fr": "Une phrase courte.", "en": "A short sentence.", "nl": "Een korte zin."},
        body={"fr": [("heading", {"text": "Un titre"}), ("paragraph", "<p>Un <b>texte</b>.</p>")]},
    )
    factories.edit(page, summary={"fr": "Une phrase brève."})
    return page


@pytest.fixture
def desk(live_server: Any, text_page: ContentPage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """Return the browser of a translator of Dutch who works in English."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    ensure_groups()
    person = factories.user(name="Nel", language="en")
    person.groups.set([Group.objects.get(name=translators("nl"))])
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        context = browser.new_context(
            locale="en-GB", base_url=live_server.url, viewport={"width": 1400, "height": 1000}
        )
        context.set_default_timeout(30_000)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        yield context.new_page()
        # What a test reads while the browser runs goes through connections of the browser's loop.
        connections.close_all()
        browser.close()


def state(page: ContentPage, language: str) -> str:
    """Return the stored state of a page in a language."""
    return TranslationState.objects.of_record(page).get(language=language).state


def test_from_the_list_to_the_public_page(desk: Page, text_page: ContentPage) -> None:
    desk.goto("/admin/translations/?language=nl&state=outdated")
    desk.get_by_role("link", name="Alpha", exact=True).click()

    notice = desk.get_by_role("group", name="Translation: Summary, Nederlands")
    expect(notice.locator("del")).to_contain_text("courte.")
    expect(notice.locator("ins")).to_contain_text("brève.")
    expect(desk.locator("[data-translated=summary] [data-language=fr] .td-shown")).to_have_text(
        "Une phrase brève."
    )
    expect(desk.locator("[name=summary_fr]")).to_have_count(0)
    found = Axe().run(desk, context="#page-edit-form", options=WCAG)
    assert found.violations_count == 0, found.generate_report()

    desk.locator("[name=summary_nl]").fill("Een bondige zin.")
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.get_by_text("Page 'Alpha' has been updated.")).to_be_visible()
    expect(notice).to_have_count(0)
    expect(desk.locator("[data-state-of=nl]")).not_to_have_attribute("data-state", "outdated")

    desk.locator("footer button[aria-expanded]").last.click()
    desk.locator("[name=action-publish-languages]").click()
    boxes = desk.get_by_role("checkbox")
    expect(boxes).to_have_count(1)
    expect(boxes).to_be_checked()
    desk.get_by_role("button", name="Publish").click()
    expect(desk.get_by_text("is published in: Dutch")).to_be_visible()

    page = ContentPage.objects.get(pk=text_page.pk)
    assert (page.summary_nl, page.summary_fr) == ("Een bondige zin.", "Une phrase courte.")


def test_the_source_is_copied_and_a_translation_marked_without_leaving_the_form(
    desk: Page, text_page: ContentPage
) -> None:
    desk.goto(f"/admin/pages/{text_page.pk}/edit/#unit-summary-nl")
    notice = desk.get_by_role("group", name="Translation: Summary, Nederlands")
    notice.get_by_role("link", name="Mark as up to date").click()
    expect(desk.get_by_text("1 translated text is confirmed as up to date.")).to_be_focused()
    assert state(text_page, "nl") == "partial"

    body = desk.locator("[data-translated=body] [data-language=nl]")
    body.get_by_role("button", name="Copy the source").click()
    expect(body.get_by_role("textbox", name="text")).to_have_value("Un titre")
    expect(body.locator(".public-DraftEditor-content")).to_have_text("Un texte.")
    expect(body.locator("[style*=bold], b").filter(has_text="texte").first).to_be_visible()


def test_the_report_marks_chosen_texts(desk: Page, text_page: ContentPage) -> None:
    desk.goto("/admin/translations/?language=nl&state=outdated")
    desk.get_by_role("link", name="Alpha, Nederlands").click()
    found = Axe().run(desk, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    desk.get_by_role("checkbox", name="The translation is still valid").check()
    desk.get_by_role("button", name="Mark the chosen texts as up to date").click()
    expect(desk.get_by_text("1 translated text is confirmed as up to date.")).to_be_visible()
    assert state(text_page, "nl") == "partial"
