"""No address of the admin opens to people who are no staff, however it is called."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import get_resolver
from django.urls.resolvers import RoutePattern

from tests.visibility.world import World

pytestmark = pytest.mark.django_db

# What the admin says before anybody has signed in: nothing of any record.
OPEN = {
    "/admin/jsi18n/": "the texts of its scripts",
    "/admin/sprite/": "its icons",
}
_ARGUMENTS = {
    "int": "1",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "path": "x",
    "str": "1",
    "slug": "x",
}


def addresses() -> list[str]:
    """Return an address for each pattern of the admin that can be filled in."""

    def walk(patterns: Any, path: str) -> Iterator[str]:
        for entry in patterns:
            if not isinstance(entry.pattern, RoutePattern):
                # Regular expressions: what matches anything at the end of the admin.
                continue
            where = path + re.sub(
                r"<(?:(\w+):)?\w+>", lambda found: _ARGUMENTS.get(found[1] or "str", "1"), str(entry.pattern)
            )
            if hasattr(entry, "url_patterns"):
                yield from walk(entry.url_patterns, where)
            else:
                yield where

    found = set(walk(get_resolver().url_patterns, "/"))
    return sorted(address for address in found if address.startswith("/admin/"))


@pytest.mark.parametrize("person", ["anonymous", "manager of A"])
def test_no_address_of_the_admin_opens_to_people_outside_of_the_staff(person: str) -> None:
    client = World().browser(person)
    answered = addresses()
    assert len(answered) > 200
    opened = {}
    for address in answered:
        for send in (client.get, client.post):
            answer = send(address)
            if answer.status_code == 302:
                refused = "/account/" in answer["Location"] or answer["Location"].startswith("/admin/login/")
            else:
                refused = answer.status_code in (400, 403, 404, 405)
            if not refused:
                opened[address] = (answer.status_code, answer.headers.get("Location", ""))
    assert set(opened) - set(OPEN) == set(), opened
