"""Accounts for a first look, and new passwords."""

import io
import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from cluster_portal.accounts.models import User
from cluster_portal.operations.accounts import demo_accounts, new_password


def printed(name: str, *arguments: str) -> str:
    """Return what a command prints."""
    output = io.StringIO()
    call_command(name, *arguments, stdout=output)
    return output.getvalue()


def test_each_account_is_one_line_with_a_password_that_works(db: None) -> None:
    lines = printed("demo_accounts").splitlines()
    assert len(lines) == len(demo_accounts())
    for line, account in zip(lines, demo_accounts(), strict=True):
        email, password, may = line.split(maxsplit=2)
        assert (email, may) == (account.email, account.may)
        client = Client()
        assert client.login(username=email, password=password)
        assert client.get(reverse("account_home"), follow=True).status_code == 200
        opens = client.get(reverse("wagtailadmin_home")).status_code == 200
        assert opens == (account.give is None)


def test_only_the_administrator_may_do_everything(db: None) -> None:
    call_command("demo_accounts", stdout=io.StringIO())
    assert User.objects.get(is_superuser=True).email == demo_accounts()[0].email


def test_passwords_are_printed_once_and_stay(db: None) -> None:
    call_command("demo_accounts", stdout=io.StringIO())
    before = list(User.objects.values_list("email", "password"))
    assert printed("demo_accounts").count("(set earlier)") == len(demo_accounts())
    assert list(User.objects.values_list("email", "password")) == before


def test_a_portal_with_people_gets_no_account(db: None) -> None:
    User.objects.create_user("anna@example.org", name="Anna")
    assert printed("demo_accounts") == ""
    assert User.objects.count() == 1


def test_set_password_prints_a_new_one_that_works(db: None) -> None:
    user = User.objects.create_user("anna@example.org", "old password here", name="Anna")
    said = printed("set_password", "Anna@Example.org")
    password = said.rsplit(maxsplit=1)[1]
    user.refresh_from_db()
    assert user.check_password(password)


def test_set_password_of_nobody_names_the_accounts(db: None) -> None:
    User.objects.create_user("anna@example.org", name="Anna", is_staff=True)
    with pytest.raises(CommandError, match=r"no account “nobody@example.org”.*anna@example.org"):
        call_command("set_password", "nobody@example.org")


def test_set_password_before_the_first_run_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_table(email: str) -> str:
        raise OperationalError("no such table: accounts_user")

    monkeypatch.setattr("cluster_portal.operations.management.commands.set_password.set_password", no_table)
    with pytest.raises(CommandError, match="no database yet: make run"):
        call_command("set_password", "anna@example.org")


def test_passwords_are_long_different_and_readable() -> None:
    passwords = {new_password() for _ in range(100)}
    assert len(passwords) == 100
    assert all(re.fullmatch(r"[a-zA-Z2-9]{16}", password) for password in passwords)
    assert not set("".join(passwords)) & set("lIO01")
