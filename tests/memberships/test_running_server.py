"""What several processes of the server answer at the same time, or one after the other."""

import http.client
import re
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.test import Client

from cluster_portal.accounts.models import User
from partners.memberships import inviting
from partners.memberships.models import Membership, Role
from tests import factories
from tests.mails import delivered
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


def test_an_invitation_sent_four_times_at_once_makes_one_account(transactional_db: None) -> None:
    inviting.invite(
        factories.partner(), email="nele@example.org", name="Nele", language="en", role=Role.MEMBER, by=None
    )
    link = re.search(r"https?://[^/]+(/\S+)", delivered()[-1].body)
    assert link is not None
    path = link[1]
    with portal(workers=4) as server:
        host = urllib.parse.urlsplit(server).netloc

        def ask(method: str, body: str = "", cookie: str = "") -> tuple[int, str, str]:
            connection = http.client.HTTPConnection(host, timeout=60)
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Set-Cookie", ""), answer.read().decode()

        _status, cookie, page = ask("GET")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        form = {"name": "Nele", "password": "a long word for tests 7", "csrfmiddlewaretoken": token[1]}
        body, cookie = urllib.parse.urlencode(form), cookie.split(";")[0]
        with ThreadPoolExecutor(4) as four:
            answers = list(four.map(lambda _number: ask("POST", body, cookie), range(4)))
        assert {status for status, _cookie, _page in answers} <= {302, 410, 200}
        signed_in = [given for _status, given, _page in answers if settings.SESSION_COOKIE_NAME in given]
        assert len(signed_in) == 1
        assert ask("GET")[0] == 410
    assert Membership.objects.filter(user=User.objects.get(email="nele@example.org")).count() == 1
