"""Leaving a partner takes effect at the next request, whichever process of the server answers."""

import urllib.error
import urllib.request

from django.conf import settings
from django.test import Client

from partners.memberships.models import Membership
from tests import factories
from tests.servers import portal

# Two processes take turns; this many requests reach both.
REQUESTS = 12


def status(address: str, session: str) -> int:
    """Return the status of an answer; each request opens a connection of its own."""
    request = urllib.request.Request(  # noqa: S310
        address, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}", "Connection": "close"}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_who_is_taken_off_is_out_in_every_process(transactional_db: None) -> None:
    membership = Membership.objects.create(user=factories.user(name="Nele"), partner=factories.partner())
    client = Client()
    client.force_login(membership.user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with portal(workers=2) as server:
        address = f"{server}/fr/space/"
        assert {status(address, session) for _turn in range(REQUESTS)} == {200}
        membership.delete()
        assert {status(address, session) for _turn in range(REQUESTS)} == {403}
