"""An invitation opens the way once, to the invited address only, and for 48 hours."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cluster_portal.accounts.models import User
from partners.memberships.models import Invitation, Membership, Role
from partners.models import PartnerPage
from tests import factories
from tests.mails import delivered

PASSWORD = "a long word for tests 7"

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner() -> PartnerPage:
    """Return a partner."""
    return factories.partner(title={"fr": "Pôle A", "en": "Cluster A"})


@pytest.fixture
def manager(partner: PartnerPage) -> User:
    """Return somebody who manages the partner."""
    user = User.objects.create_user("manager@example.org", PASSWORD, name="Maud", language="en")
    Membership.objects.create(user=user, partner=partner, role=Role.MANAGER)
    return user


@pytest.fixture
def at_work(client: Client, manager: User) -> Client:
    """Return the browser of the manager."""
    client.force_login(manager)
    return client


def invite(client: Client, partner: PartnerPage, **changes: str) -> Any:
    """Send the form of an invitation."""
    given = {"name": "Nele", "email": "nele@example.org", "language": "nl", "role": "member"} | changes
    return client.post(reverse("space:invite", args=[partner.uuid]), given)


@pytest.fixture
def invited(at_work: Client, partner: PartnerPage) -> Any:
    """Invite Nele, or somebody else; return the way that the mail leads to."""

    def send(**changes: str) -> str:
        assert invite(at_work, partner, **changes).status_code == 302
        return link()

    return send


def link() -> str:
    """Return the address in the last mail, without host."""
    found = re.search(r"https?://[^/]+(/\S+)", delivered()[-1].body)
    assert found is not None
    return found[1]


def begin(address: str, **changes: str) -> tuple[Client, Any]:
    """Fill in the form that the link opens; return the browser and the answer."""
    browser = Client()
    return browser, browser.post(address, {"name": "Nele P.", "password": PASSWORD} | changes)


def test_somebody_invited_begins_in_the_space(invited: Any, partner: PartnerPage) -> None:
    address = invited()
    assert address.startswith("/nl/")
    assert delivered()[-1].to == ["nele@example.org"]
    assert "Maud" in delivered()[-1].body
    browser, answer = begin(address)
    assert answer["Location"] == "/nl/space/"
    assert browser.get(answer["Location"]).status_code == 200
    membership = Membership.objects.get(user__email="nele@example.org")
    assert (membership.partner, membership.role, membership.user.name) == (partner, Role.MEMBER, "Nele P.")
    assert membership.user.language == "nl"


def test_looking_at_the_link_uses_nothing_up(invited: Any) -> None:
    address = invited()
    for _time in range(3):
        shown = Client().get(address)
        # The browser does not name the address when it asks for styles and pictures.
        assert (shown.status_code, shown["Referrer-Policy"]) == (200, "strict-origin")
    assert begin(address)[1].status_code == 302


def test_the_link_works_once(invited: Any) -> None:
    address = invited()
    begin(address)
    browser, answer = begin(address)
    assert answer.status_code == 410
    assert "_auth_user_id" not in browser.session


def test_a_guessable_password_is_refused_and_nothing_is_saved(invited: Any) -> None:
    _browser, answer = begin(invited(), password="nele@example.org")
    assert answer.context["form"].errors["password"]
    assert not User.objects.filter(email="nele@example.org").exists()


def test_an_expired_link_offers_a_new_one(invited: Any) -> None:
    address = invited()
    with time_machine.travel(timezone.now() + timedelta(hours=48), tick=False):
        assert begin(address)[1].status_code == 410
        assert not User.objects.filter(email="nele@example.org").exists()
        assert Client().post(f"{address}new-link/").status_code == 200
        assert delivered()[-1].to == ["nele@example.org"]
        assert link() != address
        assert begin(address)[1].status_code == 410
        assert begin(link())[1].status_code == 302


def test_a_link_that_is_valid_sends_nothing_again(invited: Any) -> None:
    address = invited()
    Client().post(f"{address}new-link/")
    Client().post(reverse("space:invitation_new_link", args=["made-up"]))
    assert len(delivered()) == 1


def test_who_has_an_account_signs_in_and_keeps_it(invited: Any) -> None:
    nele = User.objects.create_user("Nele@example.org", PASSWORD, name="Nele", language="nl")
    other = User.objects.create_user("other@example.org", PASSWORD, name="Other")
    address = invited()
    browser = Client()
    assert "/account/login/" in browser.get(address).content.decode()
    browser.force_login(other)
    browser.post(address, {"name": "x", "password": PASSWORD})
    assert not Membership.objects.filter(user__in=[nele, other]).exists()
    browser.force_login(nele)
    assert browser.post(address)["Location"] == "/nl/space/"
    assert Membership.objects.filter(user=nele).count() == 1


def test_a_new_invitation_replaces_the_one_before(invited: Any) -> None:
    first = invited()
    second = invited(name="Nele again")
    assert Invitation.objects.waiting().count() == 1
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200


def test_somebody_who_belongs_already_is_not_invited(
    at_work: Client, partner: PartnerPage, manager: User
) -> None:
    answer = invite(at_work, partner, email="MANAGER@example.org")
    assert answer.context["form"].errors["email"]


def test_only_managers_invite_and_only_for_their_partner(client: Client, partner: PartnerPage) -> None:
    member = User.objects.create_user("member@example.org", PASSWORD, name="Mem")
    Membership.objects.create(user=member, partner=partner)
    elsewhere = factories.partner()
    stranger = User.objects.create_user("stranger@example.org", PASSWORD, name="Str")
    Membership.objects.create(user=stranger, partner=elsewhere, role=Role.MANAGER)
    for user in (member, stranger):
        client.force_login(user)
        assert invite(client, partner).status_code == 404
    assert not Invitation.objects.exists()


def test_a_secret_is_not_readable_in_the_database(invited: Any) -> None:
    secret = invited().rstrip("/").rsplit("/", 1)[1]
    assert secret not in str(Invitation.objects.values().get())


# --- people ---------------------------------------------------------------------------------------


@pytest.fixture
def colleague(partner: PartnerPage) -> Membership:
    """Return a member of the partner."""
    user = User.objects.create_user("colleague@example.org", PASSWORD, name="Col")
    return Membership.objects.create(user=user, partner=partner)


def change(client: Client, partner: PartnerPage, membership: Membership, role: str) -> Any:
    """Send what the buttons beside a colleague send."""
    return client.post(reverse("space:change_role", args=[partner.uuid, membership.pk]), {"role": role})


def test_who_is_taken_off_is_out_at_the_next_request(
    at_work: Client, partner: PartnerPage, colleague: Membership
) -> None:
    theirs = Client()
    theirs.force_login(colleague.user)
    assert theirs.get(reverse("space:home")).status_code == 200
    change(at_work, partner, colleague, "remove")
    assert theirs.get(reverse("space:home")).status_code == 403


def test_the_last_manager_stays(at_work: Client, partner: PartnerPage, colleague: Membership) -> None:
    mine = Membership.objects.managing().get(partner=partner)
    for role in ("remove", "member"):
        change(at_work, partner, mine, role)
        mine.refresh_from_db()
        assert mine.is_manager
    change(at_work, partner, colleague, "manager")
    change(at_work, partner, mine, "member")
    mine.refresh_from_db()
    assert not mine.is_manager


def test_another_partners_people_are_out_of_reach(at_work: Client, partner: PartnerPage) -> None:
    elsewhere = factories.partner(title={"fr": "Pôle B", "en": "Cluster B"})
    user = User.objects.create_user("b@example.org", PASSWORD, name="Bea")
    theirs = Membership.objects.create(user=user, partner=elsewhere)
    assert change(at_work, partner, theirs, "remove").status_code == 404
    assert change(at_work, elsewhere, theirs, "remove").status_code == 404
    assert "Bea" not in at_work.get(reverse("space:people")).content.decode()
    assert Membership.objects.filter(pk=theirs.pk).exists()


def test_members_see_their_colleagues_and_change_nothing(
    client: Client, partner: PartnerPage, manager: User, colleague: Membership
) -> None:
    client.force_login(colleague.user)
    shown = client.get(reverse("space:people")).content.decode()
    assert "Maud" in shown
    assert "<button" not in shown.split("<main")[1]
    mine = Membership.objects.managing().get(partner=partner)
    assert change(client, partner, mine, "remove").status_code == 404


def test_visitors_are_asked_to_sign_in_and_strangers_are_told(client: Client) -> None:
    assert "/account/login/?next=" in client.get("/fr/space/people/")["Location"]
    client.force_login(User.objects.create_user("x@example.org", PASSWORD, name="X"))
    assert client.get("/fr/space/people/").status_code == 403


def test_no_cache_keeps_the_space(at_work: Client) -> None:
    answer = at_work.get(reverse("space:people"))
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


# --- staff ------------------------------------------------------------------------------------------


def test_staff_invite_in_the_admin(admin_client: Client, partner: PartnerPage) -> None:
    given = {
        "partner": partner.pk,
        "name": "Ada",
        "email": "ada@example.org",
        "language": "de",
        "role": "manager",
    }
    answer = admin_client.post("/admin/partner_invitations/new/", given)
    assert answer.status_code == 302
    assert link().startswith("/de/space/invitation/")
    _browser, answer = begin(link())
    assert answer["Location"] == reverse("mfa_index").replace("/fr/", "/de/")
    assert Membership.objects.get(user__email="ada@example.org").is_manager
    assert admin_client.get("/admin/partner_members/").status_code == 200
    assert "ada@example.org" in admin_client.get("/admin/partner_invitations/").content.decode()
