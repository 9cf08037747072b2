"""Second factors survive a restore with the key of before, and are reset with a clear sentence without it."""

import io
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings as portal_settings
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse

from cluster_portal.accounts.models import User
from tests.codes import code_of

PASSWORD = "a long word for tests 7"
ANOTHER_KEY = "the key of another server"

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret() -> str:
    """Give somebody an authenticator app and recovery codes; return the app's secret."""
    user = User.objects.create_user("someone@example.org", PASSWORD, name="Someone", language="en")
    made = generate_totp_secret()
    TOTP.activate(user, made)
    RecoveryCodes.activate(user)
    return made


def second_step(code: str) -> tuple[Client, Any]:
    """Sign in with password and code; return the browser and the answer."""
    browser = Client()
    browser.post(reverse("account_login"), {"login": "someone@example.org", "password": PASSWORD})
    return browser, browser.post(reverse("mfa_authenticate"), {"code": code})


def is_in(client: Client) -> bool:
    """Say whether the browser's session belongs to somebody."""
    return "_auth_user_id" in client.session


def said(*arguments: str) -> str:
    """Return what the command prints."""
    output = io.StringIO()
    call_command("reset_second_factor", *arguments, stdout=output)
    return output.getvalue()


def problems() -> list[str]:
    """Return what `manage.py migrate` says about second factors."""
    return [
        found.msg
        for found in run_checks(tags=[Tags.database], databases=["default"])
        if "second factor" in found.msg
    ]


def test_with_the_key_of_before_they_survive_a_restore(secret: str, settings: Any) -> None:
    settings.SECRET_KEY_FALLBACKS = [portal_settings.SECRET_KEY]
    settings.SECRET_KEY = ANOTHER_KEY
    browser, _answer = second_step(code_of(secret))
    assert is_in(browser)
    assert problems() == []


def test_without_it_people_are_told_and_reset(secret: str, settings: Any) -> None:
    settings.SECRET_KEY = ANOTHER_KEY
    browser, answer = second_step(code_of(secret))
    assert answer.status_code == 403
    assert "can no longer read it" in answer.content.decode()
    assert not is_in(browser)
    assert "SECRET_KEY_FALLBACKS" in problems()[0]
    assert "someone@example.org" in said("--unreadable")
    assert problems() == []
    browser = Client()
    browser.post(reverse("account_login"), {"login": "someone@example.org", "password": PASSWORD})
    assert is_in(browser)


def test_no_code_at_all_is_accepted_without_the_key(secret: str, settings: Any) -> None:
    settings.SECRET_KEY = ANOTHER_KEY
    for code in (code_of(secret), "000000", "00000000", ""):
        assert not is_in(second_step(code)[0])


def test_recovery_codes_that_cannot_be_read_are_no_failure(
    secret: str, settings: Any, client: Client
) -> None:
    settings.SECRET_KEY = ANOTHER_KEY
    client.force_login(User.objects.get())
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        answer = client.get(reverse(name), follow=True)
        if "password" in getattr(answer.context and answer.context.get("form"), "fields", {}):
            answer = client.post(
                answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"],
                {"password": PASSWORD},
                follow=True,
            )
        assert answer.status_code in (200, 403)


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_generate_recovery_codes"])
def test_one_of_several_forms_sent_at_once_counts(name: str) -> None:
    user = User.objects.create_user("someone@example.org", PASSWORD, name="Someone", language="en")
    browser = Client()
    browser.force_login(user)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    browser.get(reverse("mfa_activate_totp"))
    if name == "mfa_generate_recovery_codes":
        TOTP.activate(user, generate_totp_secret())
    code = code_of(browser.session["mfa.totp.secret"])

    def be_quicker(instance: Authenticator, **kwargs: Any) -> None:
        """Save what the other form makes."""
        same = Authenticator.objects.filter(user=user, type=instance.type)
        if not same.exists():
            Authenticator.objects.bulk_create(
                [Authenticator(user=user, type=instance.type, data=instance.data)]
            )

    pre_save.connect(be_quicker, sender=Authenticator)
    try:
        answer = browser.post(reverse(name), {"code": code})
    finally:
        pre_save.disconnect(be_quicker, sender=Authenticator)
    assert answer["Location"] == reverse("mfa_index")
    assert browser.get(answer["Location"]).status_code == 200


def test_those_that_can_be_read_stay(secret: str) -> None:
    assert "nothing was changed" in said("--unreadable")
    assert Authenticator.objects.count() == 2


def test_somebody_who_lost_everything_is_reset_by_address(secret: str) -> None:
    assert "someone@example.org has no second factor any more" in said("Someone@Example.org")
    assert not Authenticator.objects.exists()
    assert "has no second factor." in said("someone@example.org")
    with pytest.raises(CommandError, match="no account"):
        said("nobody@example.org")
