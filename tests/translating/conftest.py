"""Those who translate, and what they translate."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cluster_portal.languages.states import State, unit_states
from cluster_portal.staff.groups import translators
from cluster_portal.strategy.models import ContentPage
from tests import factories


def drafted(page: Any) -> Any:
    """Return a page as it is drafted now."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def open_units(page: Any, language: str) -> set[str]:
    """Return the keys of what is missing or outdated in a language."""
    return {
        state.unit.key
        for state in unit_states(drafted(page))
        if state.language == language and state.state != State.UP_TO_DATE
    }


def _browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db: None) -> Client:
    """Return the browser of somebody who may do everything."""
    return _browser(factories.user(is_superuser=True, language="en"))


@pytest.fixture
def translator_of(db: None) -> Callable[[str], Client]:
    """Return a function that signs in a translator of one language."""

    def sign_in(language: str) -> Client:
        person = factories.user(name="Nel", language="en")
        person.groups.set([Group.objects.get(name=translators(language))])
        client = _browser(person)
        client.person = person  # type: ignore[attr-defined]
        return client

    return sign_in


@pytest.fixture
def translator(translator_of: Callable[[str], Client]) -> Client:
    """Return the browser of a translator of Dutch."""
    return translator_of("nl")


@pytest.fixture
def outdated_page(db: None) -> ContentPage:
    """Return a page whose French summary changed after it was translated into English; in Dutch it is missing."""
    page = factories.plain_page(
        source_language="fr",
        title={"fr": "Titre", "en": "Title", "nl": "Titel"},
        summary={"fr": "Deux mots seulement.", "en": "Only two words."},
    )
    factories.edit(page, summary={"fr": "Trois autres mots."})
    return page
