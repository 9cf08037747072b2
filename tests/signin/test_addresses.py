"""An e-mail address is the same one however it is typed, whichever way the account came to have it."""

import io
import re
from importlib import import_module
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from cluster_portal.accounts.models import User
from partners.memberships import inviting
from partners.memberships.models import Invitation, Role
from tests import factories
from tests.mails import delivered, forget

PASSWORD = "a long word for tests 7"
TYPED = "Nele.Peeters@Example.ORG"
SPELLINGS = (TYPED, "nele.peeters@example.org", "NELE.PEETERS@EXAMPLE.ORG")

pytestmark = pytest.mark.django_db


def link() -> str:
    """Return the address in the last mail, without host."""
    found = re.search(r"https?://[^/]+(/\S+)", delivered()[-1].body)
    assert found is not None
    return found[1]


def signs_in(email: str, password: str = PASSWORD) -> bool:
    """Say whether the page where one signs in lets somebody in."""
    browser = Client()
    browser.post(reverse("account_login"), {"login": email, "password": password})
    return "_auth_user_id" in browser.session


def chooses_a_password(email: str) -> None:
    """Ask for a new password with an address, follow the link in the mail, and choose one."""
    forget()
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": email})
    assert len(delivered()) == 1
    form = browser.get(link(), follow=True)
    browser.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})


def by_invitation() -> None:
    inviting.invite(factories.partner(), email=TYPED, name="Nele", language="en", role=Role.MEMBER, by=None)
    assert Client().post(link(), {"name": "Nele", "password": PASSWORD}).status_code == 302


def by_a_colleague() -> None:
    boss = Client()
    boss.force_login(factories.user(is_superuser=True))
    given = {"name": "Nele", "email": TYPED, "language": "en", "is_active": "on"}
    given |= {"password1": PASSWORD, "password2": PASSWORD}
    assert boss.post(reverse("wagtailusers_users:add"), given).status_code == 302


def by_createsuperuser() -> None:
    call_command("createsuperuser", email=TYPED, name="Nele", interactive=False, stdout=io.StringIO())


def by_changing_ones_own() -> None:
    person = Client()
    person.force_login(factories.user(is_superuser=True))
    given = {"name_email-name": "Nele", "name_email-email": TYPED, "language-language": "en"}
    given |= {"theme-theme": "dark", "theme-contrast": "system", "theme-density": "default"}
    assert person.post(reverse("wagtailadmin_account"), given).status_code == 302


@pytest.mark.parametrize("way", [by_invitation, by_a_colleague, by_createsuperuser, by_changing_ones_own])
def test_somebody_signs_in_and_resets_with_any_spelling(way: Any) -> None:
    way()
    for spelling in SPELLINGS:
        chooses_a_password(spelling)
        assert delivered()[-1].to == [TYPED.lower()]
    assert [spelling for spelling in SPELLINGS if not signs_in(spelling)] == []


def test_set_password_takes_any_spelling() -> None:
    User.objects.create_user(TYPED, PASSWORD, name="Nele")
    for spelling in SPELLINGS:
        said = io.StringIO()
        call_command("set_password", spelling, stdout=said)
        assert signs_in(spelling, said.getvalue().rsplit(maxsplit=1)[1])


def test_the_address_of_before_no_longer_opens_the_account() -> None:
    person = User.objects.create_user("before@example.org", PASSWORD, name="Nele", is_superuser=True)
    chooses_a_password("before@example.org")
    person.refresh_from_db()
    browser = Client()
    browser.force_login(person)
    given = {"name_email-name": "Nele", "name_email-email": "after@example.org", "language-language": "en"}
    given |= {"theme-theme": "dark", "theme-contrast": "system", "theme-density": "default"}
    browser.post(reverse("wagtailadmin_account"), given)
    assert signs_in("after@example.org")
    assert not signs_in("before@example.org")
    forget()
    Client().post(reverse("account_reset_password"), {"email": "before@example.org"})
    assert delivered() == []


# --- what was there before -------------------------------------------------------------------------


def as_written(user: User, email: str) -> None:
    """Store an address as accounts of before hold it."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET email = %s WHERE id = %s", [email, user.pk])


def migrate(app: str, name: str) -> None:
    """Do once more what a data migration does."""
    import_module(f"{app}.migrations.{name}").to_normal_form(apps, None)


def test_addresses_of_before_are_brought_to_the_normal_form() -> None:
    person = factories.user(email="x@example.org", password=PASSWORD)
    as_written(person, TYPED)
    assert not signs_in(TYPED)
    migrate("cluster_portal.accounts", "0002_addresses_in_normal_form")
    assert all(signs_in(spelling) for spelling in SPELLINGS)


def test_two_accounts_that_meet_are_named_and_stay_apart(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = factories.user(email="x@example.org"), factories.user(email="y@example.org")
    as_written(first, "a@mÜller.example")
    as_written(second, "a@müller.example")
    migrate("cluster_portal.accounts", "0002_addresses_in_normal_form")
    said = capsys.readouterr().out
    assert "a@mÜller.example" in said
    assert "a@müller.example" in said
    assert User.objects.filter(pk__in=[first.pk, second.pk]).count() == 2
    found = run_checks(tags=[Tags.database], databases=["default"])
    assert any("a@mÜller.example" in problem.msg for problem in found)


def test_invitations_of_before_are_found_however_they_were_written() -> None:
    partner = factories.partner()
    inviting.invite(partner, email="x@example.org", name="N", language="en", role=Role.MEMBER, by=None)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE memberships_invitation SET email = %s", [TYPED])
    migrate("partners.memberships", "0002_addresses_in_normal_form")
    assert Invitation.objects.get().email == TYPED.lower()


def test_addresses_that_accounts_had_before_are_forgotten() -> None:
    person = factories.user(email="now@example.org")
    EmailAddress.objects.create(user=person, email="before@example.org")
    EmailAddress.objects.create(user=person, email="now@example.org")
    migrate("cluster_portal.signin", "0001_addresses_of_before")
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["now@example.org"]
