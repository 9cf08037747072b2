"""Passkeys open an account, and whatever else is sent to their addresses is refused, never an error of the portal."""

import copy
import json
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cluster_portal.accounts.models import User
from tests.passkeys import Passkey

PASSWORD = "a long word for tests 7"

pytestmark = pytest.mark.django_db

Sends = Callable[[Any], Any]


@pytest.fixture
def someone() -> User:
    """Return a person with a password."""
    return User.objects.create_user("someone@example.org", PASSWORD, name="Someone", language="en")


@pytest.fixture
def passkey(someone: User) -> Passkey:
    """Add a passkey to the account; return it."""
    browser = Client()
    sign_in(browser)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    made = Passkey(user_pk_to_url_str(someone).encode())
    answer = made.registration(options_of(browser.get(reverse("mfa_add_webauthn"))))
    given = {"name": "Key", "passwordless": "on", "credential": json.dumps(answer)}
    assert browser.post(reverse("mfa_add_webauthn"), given).status_code == 302
    assert Authenticator.objects.filter(user=someone, type=Authenticator.Type.WEBAUTHN).count() == 1
    return made


def sign_in(client: Client) -> Any:
    """Send the form of the page where one signs in."""
    given = {"login": "someone@example.org", "password": PASSWORD}
    return client.post(reverse("account_login"), given)


def options_of(page: Any) -> Any:
    """Return what a page asks a device for."""
    found = re.search(r'<script id="js_data" type="application/json">(.*?)</script>', page.content.decode())
    assert found is not None
    data = json.loads(found[1])
    return data.get("creation_options") or data["request_options"]


def is_in(client: Client) -> bool:
    """Say whether the browser's session belongs to somebody."""
    return "_auth_user_id" in client.session


# --- the ways of a passkey: each returns a browser, what it is asked for, and how an answer is sent ---------


def to_sign_in() -> tuple[Client, Any, Sends]:
    browser = Client()
    asked = browser.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    return browser, asked["request_options"], sender(browser, "mfa_login_webauthn")


def as_second_step() -> tuple[Client, Any, Sends]:
    browser = Client()
    sign_in(browser)
    asked = options_of(browser.get(reverse("mfa_authenticate")))
    return browser, asked, sender(browser, "mfa_authenticate")


def to_confirm() -> tuple[Client, Any, Sends]:
    browser = Client()
    browser.force_login(User.objects.get(email="someone@example.org"))
    asked = options_of(browser.get(reverse("mfa_reauthenticate_webauthn")))
    return browser, asked, sender(browser, "mfa_reauthenticate_webauthn")


def sender(browser: Client, name: str) -> Sends:
    """Return a function that sends what a device answers."""

    def send(credential: Any) -> Any:
        text = credential if isinstance(credential, str) else json.dumps(credential)
        return browser.post(reverse(name), {"credential": text})

    return send


WAYS = [to_sign_in, as_second_step, to_confirm]


@pytest.mark.parametrize("way", WAYS)
def test_a_passkey_is_accepted(way: Any, passkey: Passkey) -> None:
    browser, asked, send = way()
    assert send(passkey.assertion(asked)).status_code == 302
    assert is_in(browser)


ODD = [
    '{"id":"x"}',
    '{"id":"x","rawId":"x"}',
    '{"id":null,"rawId":null,"response":null}',
    '{"id":[],"rawId":{},"type":7,"response":[1]}',
    '{"id":"x","rawId":"x","type":"public-key","response":{}}',
    '{"id":"eA","rawId":"eA","type":"public-key","response":{"clientDataJSON":"eA","authenticatorData":"eA"}}',
    "{}",
    "[]",
    "null",
    "true",
    "7",
    '"x"',
    "x",
    "",
    "\0",
    "NaN",
    "1" * 5_000,
    "[" * 100_000,
    '{"a":' * 100_000,
    '{"response":{"userHandle":"' + "A" * 10_000 + '"}}',
    '{"response":{"userHandle":7}}',
    '{"response":[]}',
    '{"rawId":"\\ud800"}',
]


@pytest.mark.parametrize("way", WAYS)
def test_odd_answers_are_refused(way: Any, passkey: Passkey) -> None:
    browser, _asked, send = way()
    was_in = is_in(browser)
    for body in ODD:
        cache.clear()
        assert send(body).status_code in (200, 302, 400), body
        assert is_in(browser) == was_in


@pytest.mark.parametrize("way", WAYS)
def test_spoiled_answers_are_refused(way: Any, passkey: Passkey) -> None:
    dice = random.Random(12)
    browser, asked, send = way()
    was_in = is_in(browser)
    for _time in range(200):
        cache.clear()
        right = passkey.assertion(asked)
        wrong, key = spoiled(right, dice)
        assert send(wrong).status_code in (200, 302, 400), wrong
        if is_in(browser) != was_in:
            # What the signature does not cover and nothing asks for here.
            assert key in ("type", "clientExtensionResults", "userHandle")
            browser, asked, send = way()


def test_odd_passkeys_are_not_added(passkey: Passkey, someone: User) -> None:
    browser, asked, send = to_confirm()
    send(passkey.assertion(asked))
    address = reverse("mfa_add_webauthn")
    dice = random.Random(12)
    answer = Passkey(b"1").registration(options_of(browser.get(address)))
    for body in [*ODD, *(spoiled(answer, dice)[0] for _time in range(150))]:
        text = body if isinstance(body, str) else json.dumps(body)
        assert browser.post(address, {"name": "Key", "credential": text}).status_code in (200, 302, 400), body
    for name in ("mfa_index", "mfa_list_webauthn", "mfa_add_webauthn"):
        assert browser.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["mfa_login_webauthn", "mfa_authenticate", "mfa_reauthenticate_webauthn"])
@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
@pytest.mark.parametrize("body", [b"", b'{"id":"x"}', b"[[", b"--x\r\n", b"\xff\xfe"])
def test_odd_requests_are_refused(name: str, kind: str, body: bytes, passkey: Passkey) -> None:
    browser = to_confirm()[0] if name == "mfa_reauthenticate_webauthn" else as_second_step()[0]
    assert browser.post(reverse(name), body, content_type=kind).status_code in (200, 302, 400)


def spoiled(answer: dict[str, Any], dice: random.Random) -> tuple[dict[str, Any], str]:
    """Return an answer in which one value is another, and its name."""
    changed = copy.deepcopy(answer)
    held: Any = changed if dice.random() < 0.3 else changed["response"]
    key = dice.choice(sorted(held))
    text = str(held[key])
    others: list[Any] = [None, 7, -1.5, [], {}, [text], "", "é", text[: dice.randrange(20)]]
    held[key] = dice.choice(others) if dice.random() < 0.4 else flipped(text, dice)
    if key in ("id", "rawId") and dice.random() < 0.5:
        changed["id"] = changed["rawId"] = held[key]
    return changed, key


def flipped(text: str, dice: random.Random) -> str:
    """Return a text with one letter changed, not one that only fills up the last byte."""
    place = dice.randrange(max(1, len(text) - 2))
    return text[:place] + ("A" if text[place : place + 1] != "A" else "B") + text[place + 1 :]
