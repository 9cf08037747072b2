"""There is one way to sign in, it tells nothing, and it cannot be closed to somebody from elsewhere."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import get_resolver, reverse

from cluster_portal.accounts.models import User
from tests.codes import code_of
from tests.mails import delivered

PASSWORD = "a long word for tests 7"

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone() -> User:
    """Return a person with a password and no rights."""
    return User.objects.create_user("someone@example.org", PASSWORD, name="Someone", language="nl")


@pytest.fixture
def editor() -> User:
    """Return somebody who works in the admin."""
    return User.objects.create_superuser("staff@example.org", PASSWORD, name="Staff", language="en")


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    """Send the form of the page where one signs in."""
    return client.post(reverse("account_login"), {"login": email, "password": password}, **more)


def is_in(client: Client) -> bool:
    """Say whether the browser's session belongs to somebody."""
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("address", ["/admin/login/", "/fr/_util/login/"])
def test_wagtails_own_pages_lead_to_the_one_page(reader: Client, address: str) -> None:
    answer = reader.get(f"{address}?next=/fr/")
    assert answer.status_code == 302
    assert answer["Location"].split("?")[0].endswith("/account/login/")
    assert reader.post(address, {"username": "staff@example.org", "password": PASSWORD}).status_code == 405


def test_a_stranger_s_address_is_not_passed_on(reader: Client) -> None:
    assert "elsewhere" not in reader.get("/admin/login/?next=https://elsewhere.example/")["Location"]


def test_every_address_that_signs_in_is_known() -> None:
    """A new view that takes a password or a token is added here with thought, or not at all."""
    found = {
        name
        for name in get_resolver().reverse_dict
        if isinstance(name, str) and re.search(r"login|signup|token|authenticate|password|webauthn", name)
    }
    nested = {
        f"{space}:{name}"
        for space, (_prefix, resolver) in get_resolver().namespace_dict.items()
        for name in resolver.reverse_dict
        if isinstance(name, str) and re.search(r"login|signup|token|authenticate", name)
    }
    assert found == {
        "account_login",
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_login_webauthn",
        # Lead to the page above.
        "wagtailadmin_login",
        "wagtailcore_login",
        # The password of a page or a file, which signs nobody in.
        "wagtailcore_authenticate_with_password",
        "wagtaildocs_authenticate_with_password",
        # Off: they answer 404.
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
    }
    assert nested == set()


@pytest.mark.parametrize("name", ["wagtailadmin_password_reset", "wagtailadmin_password_reset_done"])
def test_wagtails_password_reset_is_off(reader: Client, name: str) -> None:
    assert reader.get(reverse(name)).status_code == 404


def test_staff_come_to_the_admin(client: Client, editor: User) -> None:
    answer = sign_in(client, editor.email)
    assert answer["Location"] == reverse("wagtailadmin_home")
    assert client.get(answer["Location"]).status_code == 200


def test_somebody_without_rights_is_told_so_instead_of_going_in_circles(
    client: Client, someone: User
) -> None:
    sign_in(client, someone.email)
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert someone.email in answer.content.decode()


def test_wrong_password_and_unknown_address_read_the_same(client: Client, someone: User) -> None:
    wrong = sign_in(client, someone.email, "not this one")
    unknown = sign_in(client, "nobody@example.org", "not this one")
    errors = [answer.context["form"].non_field_errors() for answer in (wrong, unknown)]
    assert errors[0] == errors[1]
    assert errors[0]
    assert not is_in(client)


def test_a_new_password_is_offered_without_telling_who_has_an_account(client: Client, someone: User) -> None:
    known = client.post(reverse("account_reset_password"), {"email": someone.email})
    assert [message.to for message in delivered()] == [[someone.email]]
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert len(delivered()) == 1
    assert known["Location"] == unknown["Location"]
    link = re.search(r"https?://[^/]+(/\S+)", delivered()[0].body)
    assert link is not None
    page = client.get(link[1], follow=True)
    client.post(
        page.request["PATH_INFO"], {"password1": "another long word 8", "password2": "another long word 8"}
    )
    someone.refresh_from_db()
    assert someone.check_password("another long word 8")
    assert client.get(link[1], follow=True).context["token_fail"]


def test_guessing_from_elsewhere_does_not_lock_a_person_out(client: Client, someone: User) -> None:
    for number in range(15):
        sign_in(client, someone.email, f"guess {number}", REMOTE_ADDR="192.0.2.7")
    sign_in(client, someone.email, REMOTE_ADDR="192.0.2.7")
    assert not is_in(client)
    sign_in(client, someone.email, REMOTE_ADDR="198.51.100.3")
    assert is_in(client)


def test_an_account_that_is_switched_off_is_out_at_the_next_request(client: Client, editor: User) -> None:
    sign_in(client, editor.email)
    assert client.get("/admin/").status_code == 200
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert client.get("/admin/").status_code == 302
    assert "inactive" in sign_in(Client(), editor.email)["Location"]


def test_other_sessions_are_listed_and_ended(editor: User) -> None:
    here, there = Client(HTTP_USER_AGENT="Here"), Client(HTTP_USER_AGENT="There")
    sign_in(here, editor.email)
    sign_in(there, editor.email)
    shown = here.get(reverse("usersessions_list")).content.decode()
    assert "Here" in shown
    assert "There" in shown
    here.post(reverse("usersessions_list"))
    assert there.get("/admin/").status_code == 302
    assert here.get("/admin/").status_code == 200


# --- second factor ---------------------------------------------------------------------------------


def test_staff_set_up_a_second_factor_before_anything_else(
    client: Client, editor: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, editor.email)
    for address in ("/admin/", "/fr/", reverse("space:home")):
        assert client.get(address)["Location"] == reverse("mfa_index")
    confirm = client.get(reverse("mfa_activate_totp"))["Location"]
    form = client.post(confirm, {"password": PASSWORD}, follow=True)
    secret = form.context["form"].secret
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)
    assert len(done.context["unused_codes"]) == 10
    assert client.get("/admin/").status_code == 200


def test_a_password_alone_no_longer_opens_an_account_with_a_second_factor(
    client: Client, editor: User
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(editor, secret)
    codes = RecoveryCodes.activate(editor).get_unused_codes()
    assert sign_in(client, editor.email)["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).context["form"].errors
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_in(client)
    other = Client()
    sign_in(other, editor.email)
    other.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert is_in(other)
    again = Client()
    sign_in(again, editor.email)
    again.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert not is_in(again)


def test_secrets_are_not_readable_in_the_database(editor: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(editor, secret)
    assert secret not in str(Authenticator.objects.get(user=editor).data)


def test_the_last_second_factor_stays_where_it_is_compulsory(
    client: Client, editor: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    secret = generate_totp_secret()
    TOTP.activate(editor, secret)
    sign_in(client, editor.email)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    confirm = client.get(reverse("mfa_deactivate_totp"))["Location"]
    assert client.post(confirm, {"password": PASSWORD}, follow=True).status_code == 200
    refused = client.post(reverse("mfa_deactivate_totp"))
    assert refused.context["form"].non_field_errors()
    assert Authenticator.objects.filter(user=editor, type=Authenticator.Type.TOTP).exists()


def test_the_same_screen_is_offered_in_the_other_languages(client: Client, translated: None) -> None:
    shown = client.get("/de/account/login/").content.decode()
    for code in ("fr", "en", "nl"):
        assert f'href="/{code}/account/login/"' in shown


def test_readers_find_the_way_to_sign_in(reader: Client) -> None:
    assert f'href="{reverse("account_login")}"' in reader.get("/fr/").content.decode()
