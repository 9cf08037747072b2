"""Staff import a project from CORDIS and accept four facts of six."""

import os
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from projects.models import ProjectPage
from tests import factories
from tests.cordis.files import NUMBER, folder, organisation, project
from tests.groups import chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def staff_page(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """Return a browser page, signed in as staff."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    client = Client()
    client.force_login(factories.user(is_superuser=True, language="en"))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        context = browser.new_context(locale="en-GB", base_url=live_server.url)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        yield context.new_page()
        browser.close()


def test_staff_import_a_project_and_accept_four_facts_of_six(staff_page, tmp_path):
    made = factories.project(
        title=factories.in_all_languages("Invented project"),
        grant_number=NUMBER,
        acronym="INVENTED",
        full_title={"en": "Written by staff"},
        objective={"en": "<p>Written by staff</p>"},
        budget=Decimal(5),
    )
    rows = [organisation("INVENTED WORKS SRL", role="coordinator", netEcContribution="12,5")]
    files = folder(tmp_path, [project()], rows)

    staff_page.goto("/admin/cordis/")
    staff_page.get_by_label("Files").set_input_files([files / "project.csv", files / "organization.csv"])
    staff_page.get_by_role("button", name="Upload and read").click()
    staff_page.get_by_text("Done", exact=True).wait_for()
    staff_page.get_by_role("link", name="INVENTED").click()

    boxes = staff_page.get_by_role("checkbox")
    boxes.first.wait_for()
    assert boxes.count() == 6
    for name in ("Start", "Total budget", "EU contribution", "INVENTED WORKS SRL"):
        staff_page.get_by_role("checkbox", name=name, exact=True).check()
    staff_page.get_by_role("button", name="Accept the chosen facts").click()

    staff_page.get_by_text("4 facts taken over.").wait_for()
    left = [box.get_attribute("aria-labelledby") for box in staff_page.get_by_role("checkbox").all()]
    assert len(left) == 2
    page = ProjectPage.objects.get(pk=made.pk)
    assert (page.starts_on, page.ends_on) == (date(2023, 1, 1), None)
    assert (page.budget, page.eu_contribution, page.programme) == (
        Decimal(1000000),
        Decimal("800000.5"),
        None,
    )
    part = page.participations.get()
    assert (part.role, part.contribution, str(part.partner.title)) == (
        "coordinator",
        Decimal("12.5"),
        "Invented Works Srl",
    )

    staff_page.goto(f"/admin/pages/{made.pk}/edit/")
    panel = staff_page.locator("table", has_text="Value taken over")
    panel.wait_for()
    assert "CORDIS" in panel.inner_text()
    assert "Total budget" in panel.inner_text()
