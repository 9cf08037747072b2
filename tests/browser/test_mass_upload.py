"""Staff send several pictures at once, are called away, and complete them later."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cluster_portal.languages.codes import column
from tests.browser.test_admin_editing import admin, session
from tests.media.conftest import folder
from tests.media.pictures import HEIC, png

__all__ = ["admin", "folder", "session"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_was_taken_is_completed_after_coming_back(folder: Path, admin: Callable[[str], Page]) -> None:
    page = admin(reverse("wagtailimages:add_multiple"))
    sent = {"one.png": png(), "bad.png": b"words", "IMG_1.HEIC": HEIC}
    page.locator("#fileupload").set_input_files(
        [{"name": name, "mimeType": "", "buffer": content} for name, content in sent.items()]
    )
    expect(page.locator("#upload-list > li.upload-complete")).to_have_count(3)
    refused = page.locator("#upload-list > li.upload-failure")
    expect(refused).to_have_count(1)
    expect(refused).to_contain_text("bad.png")
    expect(refused.locator(".error_messages")).not_to_be_empty()
    page.reload()
    waiting = page.locator("#upload-list > li")
    expect(waiting).to_have_count(2)
    first = waiting.filter(has_text="one.png")
    first.locator(f"input[name$='{column('title', 'en')}']").fill("A navy square")
    first.locator("input[name$='is_decorative']").check()
    first.locator("button[type=submit]").click()
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("IMG_1.jpg")
    page.goto(reverse("wagtailimages:index"))
    expect(page.get_by_text("A navy square").first).to_be_visible()
