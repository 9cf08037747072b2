"""What several processes of the server answer at the same time, or one after the other."""

import http.client
import re
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from cluster_portal.accounts.models import User
from partners.memberships import inviting
from partners.memberships.models import Invitation, Membership, Role
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


class Visitor:
    """Somebody who presses a button four times at once."""

    def __init__(self, server: str, path: str, session: str = "") -> None:
        self._host, self._path = urllib.parse.urlsplit(server).netloc, path
        self._session = f"{settings.SESSION_COOKIE_NAME}={session}" if session else ""

    def ask(self, method: str = "GET", body: str = "", cookie: str = "") -> tuple[int, str, str]:
        """Return status, cookies and text of an answer."""
        connection = http.client.HTTPConnection(self._host, timeout=60)
        headers = {
            "Cookie": f"{cookie}; {self._session}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request(method, self._path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Set-Cookie", ""), answer.read().decode()

    def sends_four_times(self, **form: Any) -> list[tuple[int, str, str]]:
        """Return the answers to a form that was filled in once."""
        _status, cookie, page = self.ask()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        body = urllib.parse.urlencode(form | {"csrfmiddlewaretoken": token[1]})
        with ThreadPoolExecutor(4) as four:
            return list(four.map(lambda _number: self.ask("POST", body, cookie.split(";")[0]), range(4)))


def session_of(who: User) -> str:
    """Return the session of somebody who has signed in."""
    client = Client()
    client.force_login(who)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_an_invitation_accepted_four_times_at_once_makes_one_account(transactional_db: None) -> None:
    partner = factories.partner()
    inviting.invite(partner, email="nele@example.org", name="Nele", language="en", role=Role.MEMBER, by=None)
    link = re.search(r"https?://[^/]+(/\S+)", delivered()[-1].body)
    assert link is not None
    with portal(workers=4) as server:
        nele = Visitor(server, link[1])
        answers = nele.sends_four_times(name="Nele", password="a long word for tests 7")
        assert {status for status, _cookie, _page in answers} <= {302, 410, 200}
        signed_in = [given for _status, given, _page in answers if settings.SESSION_COOKIE_NAME in given]
        assert len(signed_in) == 1
        assert nele.ask()[0] == 410
    assert Membership.objects.filter(user=User.objects.get(email="nele@example.org")).count() == 1


def test_people_invited_four_times_at_once_get_one_mail(transactional_db: None) -> None:
    partner = factories.partner()
    manager, boss = factories.user(), factories.user(is_superuser=True)
    Membership.objects.create(user=manager, partner=partner, role=Role.MANAGER)
    with portal(workers=4) as server:
        invite = Visitor(server, reverse("space:invite", args=[partner.uuid]), session_of(manager))
        answers = invite.sends_four_times(
            name="Ada", email="Ada@example.org", language="en", role=Role.MEMBER
        )
        assert {status for status, _cookie, _page in answers} == {302}
        add = Visitor(server, reverse("wagtailusers_users:add"), session_of(boss))
        answers = add.sends_four_times(name="Nele", email="Nele@example.org", language="en", is_active="on")
        statuses = sorted(status for status, _cookie, _page in answers)
        assert (statuses[0], statuses[-1], statuses.count(302)) == (200, 302, 1)
    assert Invitation.objects.filter(email="ada@example.org").count() == 1
    assert sorted(letter.to[0] for letter in delivered()) == ["ada@example.org", "nele@example.org"]
