"""What every test stands on: the demo content, a reader, a clock, and a clean start."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from cluster_portal.content.models import LoadedRecord
from cluster_portal.operations.texts import compile_texts
from tests.database import django_db_setup
from tests.groups import ROOT

__all__ = [
    "clean_start",
    "demo",
    "django_db_setup",
    "mail_backend",
    "reader",
    "references",
    "searchable",
    "translated",
]


@pytest.fixture(autouse=True, scope="session")
def mail_backend(django_test_environment: None) -> None:
    """Let mails go through the outbox, past which Django leads them in tests; see ``tests.mails``."""
    django_settings.EMAIL_BACKEND = "cluster_portal.outbox.backend.OutboxBackend"


@pytest.fixture(autouse=True)
def clean_start() -> Iterator[None]:
    """Leave no cached value and no active language to the next test."""
    cache.clear()
    translation.deactivate()
    yield
    cache.clear()
    translation.deactivate()


@pytest.fixture
def translated(settings: Any) -> Iterator[None]:
    """Let the interface speak four languages, as it does outside of tests."""
    settings.LOCALE_PATHS = [ROOT / "locale"]
    compile_texts(ROOT / "locale")
    trans_real._translations.clear()
    yield
    settings.LOCALE_PATHS = []
    trans_real._translations.clear()


@pytest.fixture
def searchable(settings: Any) -> None:
    """Let the admin's search index follow, as it does outside of tests."""
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": settings.WAGTAILSEARCH_BACKENDS["default"] | {"AUTO_UPDATE": True}
    }


@pytest.fixture
def references(db: None) -> Callable[[], None]:
    """Return a function that writes down which page uses what, as saving does outside of ``tests.factories``."""
    return lambda: call_command("rebuild_references_index", verbosity=0)


@pytest.fixture
def reader(db: None) -> Client:
    """Return the browser of somebody who is not signed in."""
    return Client()


@pytest.fixture
def demo(db: None) -> Callable[[str], Any]:
    """Return a function that finds a record of the demo content by its key."""

    def find(key: str) -> Any:
        record = LoadedRecord.objects.get(key=key).record
        return record.specific if hasattr(record, "specific") else record

    return find
