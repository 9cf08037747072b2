"""Passwords, and accounts for a first look at the portal."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction

from cluster_portal.accounts.models import User
from cluster_portal.staff.groups import EDITORS, MODERATORS, ensure_groups, translators

# Without the characters that people mix up when they read a password aloud.
_LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_password(length: int = 16) -> str:
    """Return a random password."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account for a first look: address, name, group (none for the administrator), what it may do.

    ``give`` is called with the account of somebody who is not staff, once it exists.
    """

    email: str
    name: str
    group: str
    may: str
    language: str
    give: Callable[[User], object] | None = None


DEMO_ACCOUNTS = (
    DemoAccount("administrator@example.org", "Administrator", "", "may do everything", "en"),
    DemoAccount("editor@example.org", "Editor", EDITORS, "writes pages and submits them", "en"),
    DemoAccount("moderator@example.org", "Moderator", MODERATORS, "writes, approves and publishes", "fr"),
    DemoAccount("translator-nl@example.org", "Vertaler", translators("nl"), "translates into Dutch", "nl"),
)

_others: list[DemoAccount] = []


def offer_demo_account(account: DemoAccount) -> None:
    """Add an account for a first look of people who are not staff."""
    _others.append(account)


def demo_accounts() -> list[DemoAccount]:
    """Return all accounts for a first look."""
    return [*DEMO_ACCOUNTS, *_others]


@transaction.atomic
def make_demo_accounts() -> list[tuple[DemoAccount, str]]:
    """Make the accounts when nobody has one yet; return those that exist, each with its new password.

    The password is empty for an account that was there already.
    """
    addresses = set(User.objects.values_list("email", flat=True))
    if addresses:
        return [(account, "") for account in demo_accounts() if account.email in addresses]
    ensure_groups()
    return [(account, _make(account)) for account in demo_accounts()]


def _make(account: DemoAccount) -> str:
    """Make an account and return its password."""
    password = new_password()
    user = User.objects.create_user(
        account.email,
        password,
        name=account.name,
        language=account.language,
        is_staff=account.give is None,
        is_superuser=account.give is None and not account.group,
    )
    if account.group:
        user.groups.add(Group.objects.get(name=account.group))
    if account.give is not None:
        account.give(user)
    return password


def set_password(email: str) -> str:
    """Give the person a new random password and return it. Raises User.DoesNotExist."""
    user = User.objects.get_by_natural_key(email)
    password = new_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    return password
