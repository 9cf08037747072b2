"""What every test stands on: the demo content, a reader, a clock, and a clean start."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from cluster_portal.content.management.commands.load_content import DEMO
from cluster_portal.content.models import LoadedRecord


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load the demo content once; every test starts from it."""
    from cluster_portal.content.loader import load_folder

    with django_db_blocker.unblock():
        load_folder(DEMO)


@pytest.fixture(autouse=True)
def clean_start() -> Iterator[None]:
    """Leave no cached value and no active language to the next test."""
    cache.clear()
    translation.deactivate()
    yield
    cache.clear()
    translation.deactivate()


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
