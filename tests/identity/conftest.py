"""People who change the portal settings."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from cluster_portal.accounts.models import User
from tests import factories
from tests.languages.writing import browser


@pytest.fixture
def admin(db: None) -> Client:
    """Return the browser of an administrator who works in English."""
    return browser(User.objects.create_superuser("boss@example.org", name="Boss", language="en"))


@pytest.fixture
def with_right(db: None) -> Callable[..., Client]:
    """Return a function that signs a member of a group in, with rights on the settings."""

    def sign_in(group: str, *actions: str) -> Client:
        person = factories.user(name=group, language="en")
        person.groups.set(Group.objects.filter(name=group))
        for action in actions:
            person.user_permissions.add(Permission.objects.get(codename=f"{action}_portalsettings"))
        return browser(person)

    return sign_in
