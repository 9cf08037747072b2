"""Two people bring a version of the same document in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.consortium.conftest import World, sent
from tests.consortium.test_access import addresses

pytestmark = pytest.mark.django_db(transaction=True)


def test_both_versions_are_kept_and_numbered_one_after_the_other(
    transactional_db: None, world: World
) -> None:
    address = addresses(world)["version"]
    start = Barrier(2, timeout=30)

    def bring(role: str) -> int:
        client: Client = world.client(role)
        start.wait()
        try:
            return client.post(address, {"file": sent(content=b"%PDF-1.7\n" + role.encode())}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers: list[Any] = list(threads.map(bring, ["manager of A", "manager of C"]))
    assert answers == [302, 302]
    versions = list(world.version.document.versions.order_by("number"))
    assert [version.number for version in versions] == [1, 2, 3]
    assert {version.file.read() for version in versions[1:]} == {
        b"%PDF-1.7\nmanager of A",
        b"%PDF-1.7\nmanager of C",
    }
