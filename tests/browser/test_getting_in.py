"""A whole life of an account in the browser, its address written with capitals, while strangers guess."""

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from partners.memberships import inviting
from partners.memberships.models import Role
from tests import factories
from tests.codes import code_of
from tests.groups import chromium
from tests.mails import delivered, forget

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD, ANOTHER = "a long word for tests 7", "another long word 8"
INVITED, TYPED = "Nele.Peeters@Example.ORG", "NELE.PEETERS@example.org"
HERE, THERE = "198.51.100.1", "203.0.113.5"


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


class NoServer(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, messages: Any) -> int:
        raise OSError("no mail server")


def press(tab: Page, name: str) -> None:
    """Press a button and wait for the page it leads to."""
    with tab.expect_navigation():
        tab.get_by_role("button", name=name, exact=True).click()


def heading(tab: Page) -> str:
    """Return the heading of the page."""
    return tab.get_by_role("heading", level=1).inner_text()


def link() -> str:
    """Return the address in the last mail."""
    found = re.search(r"https?://\S+", delivered()[-1].body)
    assert found is not None
    return found[0]


def somewhere(browser: Browser, place: str, server: str) -> tuple[BrowserContext, Page]:
    """Open a window of somebody whose requests come from a place, as the web server in front writes it down."""
    context = browser.new_context(base_url=server, extra_http_headers={"X-Forwarded-For": place})
    return context, context.new_page()


def sign_in(tab: Page, password: str) -> None:
    """Send the form of the page where one signs in."""
    tab.goto("/en/account/login/")
    tab.get_by_label("Email").fill(TYPED)
    tab.get_by_label("Password").fill(password)
    press(tab, "Sign in")


def sign_out(tab: Page) -> None:
    """Sign out as people do."""
    tab.goto("/en/account/logout/")
    press(tab, "Sign out")


def ask_for_a_link(tab: Page) -> str:
    """Ask for a link to a new password; return the heading of the answer."""
    tab.goto("/en/account/password/reset/")
    tab.get_by_label("Email").fill(TYPED)
    press(tab, "Send me the link")
    return heading(tab)


def guess_from_everywhere() -> None:
    """Try passwords of the account from many places."""
    for number in range(60):
        given = {"login": TYPED, "password": f"guess {number}"}
        answer = Client().post(
            reverse("account_login"), given, headers={"x-forwarded-for": f"192.0.2.{number}"}
        )
    assert answer.status_code == 429


def test_somebody_is_invited_and_always_gets_in(live_server: Any, browser: Browser, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    settings.SITE_URL = live_server.url
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    arrives = settings.MAIL_TRANSPORT
    # Invited while the mail server is away: the account, and a second factor.
    settings.MAIL_TRANSPORT = f"{__name__}.NoServer"
    inviting.invite(
        factories.partner(), email=INVITED, name="Nele", language="en", role=Role.MANAGER, by=None
    )
    assert delivered() == []
    settings.MAIL_TRANSPORT = arrives
    context, tab = somewhere(browser, HERE, live_server.url)
    tab.goto(link())
    tab.get_by_label("Choose a password").fill(PASSWORD)
    press(tab, "Create my account")
    assert heading(tab) == "How I sign in"
    tab.get_by_role("link", name="Set up the app").click()
    if tab.get_by_label("Password").count():
        tab.get_by_label("Password").fill(PASSWORD)
        press(tab, "Continue")
    secret = tab.locator("code").inner_text()
    tab.get_by_role("textbox").fill(code_of(secret))
    press(tab, "Set up the app")
    codes = tab.locator(".codes li").all_inner_texts()
    assert len(codes) == 10
    # A passkey.
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
    tab.goto("/en/account/second-factor/webauthn/add/")
    tab.get_by_role("checkbox").check()
    press(tab, "Add a passkey")
    # Strangers guess: in her own browser she gets in as ever.
    guess_from_everywhere()
    sign_out(tab)
    sign_in(tab, PASSWORD)
    assert heading(tab) == "The second step"
    tab.get_by_role("textbox").fill(codes[0])
    press(tab, "Sign in")
    assert heading(tab) == "Hello Nele"
    sign_out(tab)
    tab.goto("/en/account/login/")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Sign in with a passkey").click()
    tab.wait_for_url("**/en/space/")
    # In another one she is told when to come back, or asks for a link.
    _context, other = somewhere(browser, THERE, live_server.url)
    sign_in(other, PASSWORD)
    assert "You can try again from" in other.locator("main").inner_text()
    forget()
    settings.MAIL_TRANSPORT = f"{__name__}.NoServer"
    assert ask_for_a_link(other) == "Look into your mailbox"
    assert delivered() == []
    settings.MAIL_TRANSPORT = arrives
    assert [letter.to for letter in delivered()] == [[INVITED.lower()]]
    other.goto(link())
    other.locator("[name=password1]").fill(ANOTHER)
    other.locator("[name=password2]").fill(ANOTHER)
    press(other, "Save the password")
    assert heading(other) == "The second step"
    other.get_by_role("textbox").fill(codes[1])
    press(other, "Sign in")
    assert heading(other) == "Hello Nele"
