"""People of the staff and their browsers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cluster_portal.accounts.models import User
from cluster_portal.strategy.models import ContentPage
from tests import factories


@pytest.fixture
def staff(db: None) -> Callable[..., Client]:
    """Return a function that signs somebody in: an administrator, or a member of the groups named."""

    def sign_in(*groups: str, language: str = "en", **fields: Any) -> Client:
        number = User.objects.count()
        person = User.objects.create_user(
            f"staff{number}@example.org",
            "x",
            name=f"Staff {number}",
            language=language,
            is_superuser=not groups,
            **fields,
        )
        person.groups.set(Group.objects.filter(name__in=groups))
        client = Client()
        client.force_login(person)
        client.person = person  # type: ignore[attr-defined]
        return client

    return sign_in


@pytest.fixture
def section(db: None) -> ContentPage:
    """Return a page below the home page, where others can be put."""
    return factories.plain_page(title={"fr": "Rubrique", "en": "Section", "nl": "Rubriek", "de": "Bereich"})


@pytest.fixture
def page(db: None) -> ContentPage:
    """Return another page below the home page."""
    return factories.plain_page(
        title={"fr": "Atelier", "en": "Workshop", "nl": "Werkplaats", "de": "Werkstatt"}
    )
