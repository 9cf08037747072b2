"""The password of a page, or of a collection of documents, cannot be guessed without end."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests import factories

pytestmark = pytest.mark.django_db


def page() -> str:
    """Close a page with a password; return where the password is sent."""
    closed = factories.plain_page()
    made = PageViewRestriction.objects.create(page=closed, restriction_type="password", password="word")
    return reverse("wagtailcore_authenticate_with_password", args=[made.pk, closed.pk])


def documents() -> str:
    """Close a collection of documents with a password; return where the password is sent."""
    collection = Collection.get_first_root_node().add_child(name="Closed")
    made = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password="word"
    )
    return reverse("wagtaildocs_authenticate_with_password", args=[made.pk])


def try_word(address: str, word: str, place: str = "192.0.2.7") -> Any:
    """Send a password."""
    return Client().post(address, {"password": word, "return_url": "/fr/"}, REMOTE_ADDR=place)


@pytest.mark.parametrize("close", [page, documents])
def test_guessing_ends(close: Any) -> None:
    address = close()
    answers = [try_word(address, f"guess {number}") for number in range(12)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 2
    assert 0 < int(answers[-1]["Retry-After"]) <= 600
    assert try_word(address, "word").status_code == 429
    assert try_word(address, "word", "198.51.100.3").status_code == 302


@pytest.mark.parametrize("close", [page, documents])
def test_guessing_from_many_places_ends(close: Any) -> None:
    address = close()
    statuses = [try_word(address, "guess", f"198.51.100.{number}").status_code for number in range(120)]
    assert statuses == [200] * 100 + [429] * 20


def test_who_knows_the_password_is_not_counted() -> None:
    address = page()
    assert {try_word(address, "word").status_code for _number in range(15)} == {302}
