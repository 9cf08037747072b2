"""The language that is active while staff work, and people who may write some languages."""

import logging
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import translation

from cluster_portal.accounts.models import User
from cluster_portal.staff.groups import translators
from tests import factories
from tests.languages.writing import browser


@pytest.fixture(params=["fr", "nl"])
def active(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run the test once in the default language, and once in another."""
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def people(db: None) -> Callable[..., User]:
    """Return a function that makes a member of groups, an administrator without any."""

    def make(*groups: str) -> User:
        person = factories.user(name="Nel", language="en", is_superuser=not groups)
        person.groups.set(Group.objects.filter(name__in=groups))
        return person

    return make


@pytest.fixture
def dutch(people: Callable[..., User]) -> Client:
    """Return the browser of a translator of Dutch."""
    return browser(people(translators("nl")))


@pytest.fixture
def warnings(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """Return a function that tells what was logged about rights."""
    caplog.set_level(logging.WARNING, logger="cluster_portal.languages")
    return lambda: caplog.text
