"""A partner proposes without JavaScript, staff accept and publish; axe finds nothing on the way."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from partners.memberships.models import Membership, Role
from tests import factories
from tests.groups import chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"


def session_of(user: Any) -> str:
    """Return the session of somebody who signs in."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def tab(live_server: Any) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a browser with a session. Data is made before: the browser's loop has
    database connections of its own."""
    with ExitStack() as stack:
        started: list[Browser] = []

        def open_for(session: str, **options: Any) -> Page:
            if not started:
                playwright = stack.enter_context(sync_playwright())
                browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
                stack.callback(browser.close)
                started.append(browser)
            context = started[0].new_context(locale="en-GB", base_url=live_server.url, **options)
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
            )
            return context.new_page()

        yield open_for


@pytest.fixture
def partner(db: None) -> Any:
    """Return a published partner."""
    return factories.partner(
        title=factories.in_all_languages("Alpha Cluster"), summary={"en": "A cluster.", "fr": "Un pôle."}
    )


def test_a_proposal_becomes_public(tab, partner, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": str(tmp_path / "private")}}
    settings.STORAGES = settings.STORAGES | {"private": private}
    anna = factories.user(name="Anna", language="en")
    Membership.objects.create(user=anna, partner=partner, role=Role.MANAGER)
    chief, visitor = factories.user(is_superuser=True, language="en"), factories.user()
    sessions = [session_of(person) for person in (anna, chief, visitor)]
    english_page, french_page = partner.get_url_in("en"), partner.get_url_in("fr")
    space = tab(sessions[0], java_script_enabled=False)
    space.goto("/en/space/")
    space.get_by_role("link", name="What the portal says of Alpha Cluster").click()
    space.get_by_label("Summary").first.fill("A cluster of steelmakers.")
    space.get_by_text("Français", exact=True).last.click()
    space.locator("[name=summary_fr]").fill("Un pôle d’aciéristes.")
    space.get_by_role("button", name="Send the changes").click()
    space.get_by_text("Thank you.").wait_for()

    staff = tab(sessions[1])
    staff.goto("/admin/")
    staff.get_by_role("link", name="Answer proposals").click()
    staff.get_by_role("link", name="Alpha Cluster").click()
    english = staff.get_by_role("region", name="Summary – English")
    english.get_by_label("Accept").check()
    english.get_by_label("A word of reply").fill("Well said.")
    french = staff.get_by_role("region", name="Summary – Français")
    french.get_by_label("Text to take over").fill("Un pôle de l’acier.")
    french.get_by_label("Accept").check()
    staff.get_by_role("button", name="Save the answers").click()
    staff.get_by_text("2 changes answered.").wait_for()

    public = tab(sessions[2], java_script_enabled=False)
    public.goto(english_page)
    assert "steelmakers" not in public.content()
    staff.get_by_role("link", name="Publish the page").click()
    staff.locator("main").get_by_role("button", name="Publish").first.click()
    staff.get_by_text("is published in").wait_for()
    public.reload()
    assert "A cluster of steelmakers." in public.content()
    public.goto(french_page)
    assert "Un pôle de l’acier." in public.content()
    space.goto("/en/space/proposals/")
    assert "Well said." in space.content()
    assert "Accepted with changes" in space.content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_forms_and_answers(translated, tab, partner, scheme):
    project = factories.project(title=factories.in_all_languages("Project One"))
    factories.participation(project, partner)
    anna = factories.user(name="Anna", language="en")
    Membership.objects.create(user=anna, partner=partner, role=Role.MANAGER)
    sessions = [session_of(anna), session_of(factories.user(is_superuser=True, language="en"))]
    page = tab(
        sessions[0],
        viewport={"width": 320, "height": 700},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page.context.add_init_script(path=AXE)
    record, part = f"space/partner/{partner.uuid}/", f"space/projects/{project.uuid}/part/"
    found: list[str] = []

    def look(name: str) -> None:
        result = page.evaluate(
            "async () => (await axe.run()).violations.map(v => v.id + ' ' + v.nodes[0].html)"
        )
        found.extend(f"{name}: {violation}" for violation in result)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{name}: scrolls sideways")

    page.goto(f"/en/{record}")
    page.locator("[name=acronym]").fill("ALF")
    page.locator("button.button--accent").click()
    page.goto(f"/en/{part}")
    page.locator("[name=contact-name]").fill("Rosa")
    page.locator("button.button--accent").click()
    page.get_by_text("This is needed too.").first.wait_for()
    look("refused form")
    for code in ("fr", "en", "nl", "de"):
        for address in (record, part, "space/proposals/", "space/"):
            page.goto(f"/{code}/{address}")
            look(f"{code} {address}")
    staff = tab(sessions[1], color_scheme=scheme, bypass_csp=True)
    staff.context.add_init_script(path=AXE)
    staff.goto("/admin/proposals/")
    staff.get_by_role("link", name="Alpha Cluster").click()
    staff.get_by_role("button", name="Save the answers").wait_for()
    result = staff.evaluate(
        "async () => (await axe.run('main')).violations.map(v => v.id + ' ' + v.nodes[0].html)"
    )
    assert found + result == []
