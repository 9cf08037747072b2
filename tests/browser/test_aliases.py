"""The form of an alias in the browser: nothing fails, and nothing is offered that makes no sense."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, sync_playwright

from tests import factories
from tests.groups import chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(live_server: Any, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """Return the browser of an administrator; what fails in it is collected in ``desk.failures``."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    client = Client()
    client.force_login(factories.user(name="Ann", language="en", is_superuser=True))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        context = browser.new_context(locale="en-GB", base_url=live_server.url)
        context.set_default_timeout(30_000)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        page = context.new_page()
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error.stack)))
        page.on("console", lambda said: failures.append(said.text) if said.type == "error" else None)
        page.failures = failures  # type: ignore[attr-defined]
        yield page
        connections.close_all()


def test_no_script_fails_on_the_form_of_an_alias_of_any_type(desk: Page) -> None:
    titles = {"fr": "Engrenage", "nl": "Tandwiel"}
    project = factories.project(title=titles)
    pages = [
        project,
        factories.call(project, title=titles),
        factories.partner(title=titles),
        factories.goal(title=titles),
        factories.plain_page(title=titles),
    ]
    for page in pages:
        alias = page.create_alias()
        desk.goto(reverse("wagtailadmin_pages:edit", args=[alias.pk]), wait_until="networkidle")
        for button in desk.locator("[data-side-panel-toggle]").all():
            button.click()
        desk.wait_for_timeout(700)
        assert desk.failures == [], type(page)  # type: ignore[attr-defined]
    desk.goto(reverse("wagtailadmin_pages:copy", args=[project.pk]), wait_until="networkidle")
    assert desk.failures == []  # type: ignore[attr-defined]
