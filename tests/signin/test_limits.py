"""Guessing is slowed down wherever it comes from, and keeps nobody out of the own account."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cluster_portal.accounts.models import User
from tests.codes import code_of
from tests.mails import delivered

PASSWORD = "a long word for tests 7"

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone() -> User:
    """Return a person with a password."""
    return User.objects.create_user("someone@example.org", PASSWORD, name="Someone", language="en")


def places() -> Iterator[str]:
    """Return addresses of places from which requests come, each another."""
    return (f"198.51.{number // 250}.{number % 250 + 1}" for number in range(10_000))


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    """Send the form of the page where one signs in."""
    return client.post(reverse("account_login"), {"login": email, "password": password}, **more)


def is_in(client: Client) -> bool:
    """Say whether the browser's session belongs to somebody."""
    return "_auth_user_id" in client.session


def link() -> str:
    """Return the address in the last mail, without host."""
    found = re.search(r"https?://[^/]+(/\S+)", delivered()[-1].body)
    assert found is not None
    return found[1]


def ask_for_a_link(email: str, client: Client | None = None, **more: Any) -> Any:
    """Send the form that asks for a new password."""
    return (client or Client()).post(reverse("account_reset_password"), {"email": email}, **more)


def choose(client: Client, address: str, password: str) -> Any:
    """Follow a link to a new password and choose one."""
    form = client.get(address, follow=True)
    given = {"password1": password, "password2": password}
    return client.post(form.request["PATH_INFO"], given)


# --- passwords --------------------------------------------------------------------------------------


def guess_from_everywhere(email: str, times: int = 60) -> list[Any]:
    """Try passwords of an account, each from another place; return the answers."""
    return [
        sign_in(Client(), email, f"guess {number}", REMOTE_ADDR=place)
        for number, place in zip(range(times), places(), strict=False)
    ]


@pytest.mark.parametrize("email", ["someone@example.org", "nobody@example.org"])
def test_guessing_from_many_places_is_slowed_down(email: str, someone: User) -> None:
    statuses = [answer.status_code for answer in guess_from_everywhere(email)]
    assert statuses == [200] * 30 + [429] * 30


def test_the_owner_gets_in_while_strangers_guess(someone: User) -> None:
    usual = Client()
    sign_in(usual, someone.email)
    usual.post(reverse("account_logout"))
    assert not is_in(usual)
    guess_from_everywhere(someone.email)
    # With another browser it takes a link by mail, with the usual one nothing.
    other = Client()
    assert sign_in(other, someone.email).status_code == 429
    ask_for_a_link(someone.email)
    choose(other, link(), "another long word 8")
    assert is_in(other)
    sign_in(usual, someone.email, "another long word 8")
    assert is_in(usual)


def test_a_familiar_browser_guesses_no_more_than_others(someone: User) -> None:
    browser = Client()
    sign_in(browser, someone.email)
    browser.post(reverse("account_logout"))
    statuses = [
        sign_in(browser, someone.email, "guess", REMOTE_ADDR=place).status_code
        for _number, place in zip(range(40), places(), strict=False)
    ]
    assert statuses == [200] * 30 + [429] * 10
    # Nor is it familiar to another account.
    guess_from_everywhere("other@example.org")
    assert sign_in(browser, "other@example.org").status_code == 429


def test_one_place_cannot_lock_an_account_for_others(someone: User) -> None:
    now = timezone.now()
    for minute in range(20):
        with time_machine.travel(now + timedelta(minutes=minute)):
            for number in range(10):
                sign_in(Client(), someone.email, f"guess {number}", REMOTE_ADDR="192.0.2.7")
    with time_machine.travel(now + timedelta(minutes=20)):
        other = Client()
        sign_in(other, someone.email)
        assert is_in(other)


# --- second factor ------------------------------------------------------------------------------------


def test_codes_cannot_be_guessed_from_many_places(someone: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(someone, secret)
    usual = Client()
    sign_in(usual, someone.email)
    usual.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_in(usual)
    usual.post(reverse("account_logout"))
    answers = []
    for _number, place in zip(range(60), places(), strict=False):
        browser = Client()
        sign_in(browser, someone.email, REMOTE_ADDR=place)
        answers.append(browser.post(reverse("mfa_authenticate"), {"code": "000000"}, REMOTE_ADDR=place))
    assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 50
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        sign_in(usual, someone.email)
        usual.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert is_in(usual)


# --- a new password -----------------------------------------------------------------------------------


def test_links_asked_for_from_elsewhere_keep_nobody_out(someone: User) -> None:
    usual = Client()
    sign_in(usual, someone.email)
    usual.post(reverse("account_logout"))
    for place, _number in zip(places(), range(10), strict=False):
        ask_for_a_link(someone.email, REMOTE_ADDR=place)
    assert len(delivered()) == 5
    answer = ask_for_a_link(someone.email)
    assert answer["Location"] == reverse("account_reset_password_done")
    # The last of the links that came works; with the usual browser a new one comes.
    ask_for_a_link(someone.email, usual)
    assert len(delivered()) == 6
    browser = Client()
    choose(browser, link(), "another long word 8")
    assert is_in(browser)


def test_who_asks_for_a_link_learns_nothing(someone: User, settings: Any) -> None:
    settings.MAIL_TRANSPORT = "no.server.that.answers"
    seen = []
    for email in (someone.email, "nobody@example.org", "x" * 60 + "@example.org"):
        with CaptureQueriesContext(connection) as queries:
            answer = ask_for_a_link(email)
        asked = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]
        seen.append((answer.status_code, answer["Location"], sorted(answer.headers), asked))
    assert seen[0] == seen[1] == seen[2]


def test_links_name_the_portal_and_not_the_host_of_the_request(someone: User, settings: Any) -> None:
    settings.SITE_URL = "https://portal.example.org"
    settings.ALLOWED_HOSTS = ["testserver", ".elsewhere.example"]
    ask_for_a_link(someone.email, HTTP_HOST="evil.elsewhere.example")
    assert re.search(r"https?://\S+", delivered()[0].body)[0].startswith("https://portal.example.org/")
    assert "elsewhere" not in delivered()[0].body + delivered()[0].subject


# --- refusals -------------------------------------------------------------------------------------------


def try_to_sign_in(client: Client) -> Any:
    return sign_in(client, "someone@example.org", "guess")


def open_the_page_of_signing_in(client: Client) -> Any:
    return client.post(reverse("account_login"), {})


def ask_for_links(client: Client) -> Any:
    return ask_for_a_link("someone@example.org", client)


def try_links(client: Client) -> Any:
    return client.post(reverse("account_reset_password_from_key", args=["1", "made-up"]))


def try_passkeys(client: Client) -> Any:
    return client.post(reverse("mfa_login_webauthn"), {"credential": "{}"})


def try_old_passwords(client: Client) -> Any:
    client.force_login(User.objects.get(email="someone@example.org"))
    return client.post(reverse("account_change_password"), {"oldpassword": "guess"})


def try_to_confirm(client: Client) -> Any:
    client.force_login(User.objects.get(email="someone@example.org"))
    return client.post(reverse("account_reauthenticate"), {"password": "guess"})


WAYS = [
    try_to_sign_in,
    open_the_page_of_signing_in,
    ask_for_links,
    try_links,
    try_passkeys,
    try_old_passwords,
    try_to_confirm,
]


@pytest.mark.parametrize("way", WAYS)
def test_a_refusal_says_when_to_come_back(
    way: Callable[[Client], Any], someone: User, client: Client
) -> None:
    for _number in range(40):
        answer = way(client)
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    seconds = int(answer["Retry-After"])
    assert 0 < seconds <= 3600
    moment = timezone.localtime(timezone.now() + timedelta(seconds=seconds + 59))
    assert f"{moment:%H:%M}" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds + 1)):
        assert way(client).status_code != 429


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Vous pourrez réessayer"),
        ("en", "You can try again from"),
        ("nl", "opnieuw proberen vanaf"),
        ("de", "noch einmal versuchen"),
    ],
)
def test_a_refusal_speaks_the_language_of_the_reader(
    language: str, words: str, translated: None, someone: User, client: Client
) -> None:
    for _number in range(11):
        answer = client.post(f"/{language}/account/login/", {"login": someone.email, "password": "guess"})
    assert answer.status_code == 429
    assert words in answer.content.decode()
