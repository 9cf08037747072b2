"""A document of a consortium: brought by one partner, read by another, closed to a stranger. Without any script."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright

from cluster_portal.accounts.models import User
from partners.memberships.models import Membership, Role
from tests import factories
from tests.groups import chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PDF = b"%PDF-1.7 the minutes"


@pytest.fixture
def sign_in(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[User], Page]]:
    """Return a function that opens a phone's browser in which somebody is signed in."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])

        def open_page(person: User) -> Page:
            client = Client()
            client.force_login(person)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context = browser.new_context(
                base_url=live_server.url, viewport={"width": 360, "height": 740}, java_script_enabled=False
            )
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
            )
            return context.new_page()

        yield open_page
        browser.close()


def test_from_upload_to_download_and_refusal(sign_in: Callable[[User], Page], tmp_path: Path) -> None:
    names = factories.in_all_languages
    a, b, c = (factories.partner(title=names(f"Partner {letter}")) for letter in "ABC")
    project = factories.project(title=names("Gearbox"))
    for partner in (a, c):
        factories.participation(project, partner)
    manager, reader, stranger = (factories.user(name=name) for name in ("Max", "Cleo", "Bob"))
    Membership.objects.create(user=manager, partner=a, role=Role.MANAGER)
    Membership.objects.create(user=reader, partner=c)
    Membership.objects.create(user=stranger, partner=b)
    (tmp_path / "minutes.pdf").write_bytes(PDF)
    (tmp_path / "notes.pdf").write_bytes(b"not what it says")

    page = sign_in(manager)
    page.goto("/en/space/")
    page.get_by_role("link", name="Gearbox").click()
    page.get_by_role("link", name="Add a document").click()
    page.get_by_label("Title").fill("Minutes of May")
    page.get_by_label("File").set_input_files(tmp_path / "notes.pdf")
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("its content is something else")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Minutes of May")
    page.get_by_label("File").set_input_files(tmp_path / "minutes.pdf")
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("status")).to_contain_text("Minutes of May")

    page = sign_in(reader)
    page.goto("/en/space/")
    page.get_by_role("link", name="Gearbox").click()
    link = page.get_by_role("link", name="Minutes of May")
    address = link.get_attribute("href")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "minutes.pdf"
    assert Path(download.value.path()).read_bytes() == PDF
    expect(page.get_by_text("Max")).not_to_have_count(0)

    page = sign_in(stranger)
    page.goto("/en/space/")
    expect(page.get_by_text("You take part in no project yet.")).to_be_visible()
    answer = page.goto(address or "")
    assert answer is not None
    assert answer.status == 404
    assert page.request.get(address or "").status == 404
