"""What the portal logs holds no secret of a link."""

import logging
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls.converters import IntConverter, UUIDConverter

from cluster_portal.logs import Formatter, without_secrets
from tests.addresses import Address, addresses

SECRET = "s3cret-S3CRET_s3cret"
# Parameters of addresses that nobody may guess.
NAMES = {"secret", "key", "token"}


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """Return what the portal's own handler writes."""
    [handler] = [one for one in logging.getLogger().handlers if isinstance(one.formatter, Formatter)]
    written = StringIO()
    monkeypatch.setattr(handler, "stream", written)
    return written


def holding_secrets() -> list[Address]:
    """Return the addresses that hold a secret; those of the admin open to nobody who has not signed in."""
    found = []
    for address in addresses():
        converters = getattr(address.pattern.pattern, "converters", {})
        plain = {name for name, one in converters.items() if isinstance(one, (IntConverter, UUIDConverter))}
        if NAMES & set(address.keys) - plain and not address.is_admin:
            found.append(address)
    return found


def example(address: Address) -> str:
    route = address.route.rstrip("$").replace("<uidb36>", "1a")
    for name in NAMES:
        route = route.replace(f"<{name}>", SECRET)
    return route


def test_the_portal_knows_its_addresses_with_secrets() -> None:
    names = {address.name for address in holding_secrets()}
    assert names == {
        "space:invitation",
        "space:invitation_new_link",
        "account_reset_password_from_key",
        "consortium:calendar_feed",
    }


@pytest.mark.parametrize("around", ["Gone: {}", "GET http://localhost:8000{} HTTP/1.1", '"{}?x=1" 200'])
def test_a_secret_is_masked_wherever_its_address_stands(around: str) -> None:
    for address in holding_secrets():
        line = around.format(example(address))
        assert SECRET in line
        assert SECRET not in without_secrets(line)
    assert without_secrets("/fr/space/people/ 200") == "/fr/space/people/ 200"


@pytest.mark.django_db
def test_what_is_asked_for_in_vain_is_logged_without_the_secret(log: StringIO, client: Client) -> None:
    for address in holding_secrets():
        for send in (client.get, client.post, Client(enforce_csrf_checks=True).post):
            send(example(address))
    assert SECRET not in log.getvalue()
    assert "Gone: /fr/space/invitation/…" in log.getvalue()


@pytest.mark.django_db
def test_an_error_is_logged_without_the_secret(log: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(secret: str) -> Any:
        raise RuntimeError(f"/fr/space/invitation/{secret}/")

    monkeypatch.setattr("partners.memberships.inviting.find", fail)
    client = Client(raise_request_exception=False)
    assert client.get(f"/fr/space/invitation/{SECRET}/").status_code == 500
    assert "RuntimeError" in log.getvalue()
    assert SECRET not in log.getvalue()
