"""From an invitation to the space with a second factor, passkeys, and screens that axe has nothing against."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.conf import settings as portal_settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser, Page, sync_playwright

from cluster_portal.accounts.models import User
from partners.memberships import inviting
from partners.memberships.models import Membership, Role
from tests import factories
from tests.codes import code_of
from tests.groups import chromium
from tests.mails import delivered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
LANGUAGES = ("fr", "en", "nl", "de")
PASSWORD = "a long word for tests 7"


@pytest.fixture
def browser(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Start Chromium; it ends before the database is made anew."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


@pytest.fixture
def manager() -> User:
    """Return somebody who manages a partner."""
    user: User = factories.user(password=PASSWORD, name="Maud", language="en")
    Membership.objects.create(user=user, partner=factories.partner(), role=Role.MANAGER)
    return user


def press(tab: Page, name: str) -> None:
    """Press a button with the keyboard."""
    button = tab.get_by_role("button", name=name, exact=True)
    button.focus()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def test_from_the_invitation_to_the_space_with_a_second_factor(
    live_server: Any, browser: Browser, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    settings.SITE_URL = live_server.url
    partner = factories.partner()
    inviting.invite(partner, email="nele@example.org", name="Nele", language="en", role=Role.MANAGER, by=None)
    link = re.search(r"https?://\S+", delivered()[-1].body)
    assert link is not None
    tab = browser.new_context(java_script_enabled=False, base_url=live_server.url).new_page()
    tab.goto(link[0])
    tab.get_by_label("Choose a password").fill(PASSWORD)
    press(tab, "Create my account")
    tab.goto("/en/space/")
    assert tab.get_by_role("heading", level=1).inner_text() == "How I sign in"
    tab.get_by_role("link", name="Set up the app").press("Enter")
    tab.get_by_label("Password").fill(PASSWORD)
    press(tab, "Continue")
    secret = tab.locator("code").inner_text()
    code = code_of(secret)
    tab.get_by_role("textbox").fill(code)
    press(tab, "Set up the app")
    assert tab.locator(".codes li").count() == 10
    recovery = tab.locator(".codes li").first.inner_text()
    tab.get_by_role("link", name="Go on to my work").press("Enter")
    assert tab.get_by_role("heading", level=1).inner_text() == "Hello Nele"
    # The next time the password is not enough.
    tab.context.clear_cookies()
    tab.goto("/en/space/")
    tab.get_by_label("Email").fill("nele@example.org")
    tab.get_by_label("Password").fill(PASSWORD)
    press(tab, "Sign in")
    assert tab.get_by_role("heading", level=1).inner_text() == "The second step"
    tab.get_by_role("textbox").fill(recovery)
    press(tab, "Sign in")
    assert tab.url.endswith("/en/space/")


def test_a_passkey_is_added_and_opens_the_account(
    live_server: Any, browser: Browser, settings: Any, manager: User
) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    context = browser.new_context(base_url=live_server.url)
    tab = context.new_page()
    device = context.new_cdp_session(tab)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    tab.goto("/en/account/login/")
    tab.get_by_label("Email").fill(manager.email)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in", exact=True).click()
    tab.wait_for_url("**/en/space/")
    tab.goto("/en/account/second-factor/webauthn/add/")
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Continue").click()
    tab.get_by_role("checkbox").check()
    tab.get_by_role("button", name="Add a passkey").click()
    tab.locator(".codes").wait_for()
    context.clear_cookies()
    tab.goto("/en/account/login/")
    tab.get_by_role("button", name="Sign in with a passkey").click()
    tab.wait_for_url("**/en/space/")
    assert tab.get_by_role("heading", level=1).inner_text() == "Hello Maud"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_in_the_screens_of_partners(
    live_server: Any, browser: Browser, manager: User, translated: None, scheme: Any, width: int
) -> None:
    client = Client()
    client.force_login(manager)
    session = client.cookies[portal_settings.SESSION_COOKIE_NAME].value
    found: list[str] = []
    for signed_in in (False, True):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
        )
        if signed_in:
            context.add_cookies(
                [{"name": portal_settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
            )
        context.add_init_script(path=AXE)
        tab = context.new_page()
        for code in LANGUAGES:
            for address in _addresses(code, manager, signed_in):
                tab.goto(live_server.url + address)
                assert tab.locator("html").get_attribute("lang") == code
                result = tab.evaluate(
                    "async () => (await axe.run()).violations.map(v => v.id + ' ' + v.nodes[0].html)"
                )
                found += [f"{address}: {violation}" for violation in result]
                if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    found.append(f"{address}: scrolls sideways")
    assert found == []


def _addresses(code: str, manager: User, signed_in: bool) -> list[str]:
    with translation.override(code):
        if not signed_in:
            names = ("account_login", "account_reset_password", "account_reset_password_done")
            return [reverse(name) for name in names]
        names = (
            "space:home",
            "space:people",
            "mfa_index",
            "account_change_password",
            "usersessions_list",
            "account_logout",
        )
        partner = manager.memberships.get().partner
        return [*(reverse(name) for name in names), reverse("space:invite", args=[partner.uuid])]
