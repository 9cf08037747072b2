"""Staff who may see the outbox see what has become of mails, and send again what failed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.mail import send_mail
from django.test import Client
from django.urls import reverse

from cluster_portal.outbox.models import OutgoingMail
from cluster_portal.outbox.states import State
from cluster_portal.staff.groups import EDITORS
from tests import factories
from tests.outbox.catcher import Catcher
from tests.outbox.conftest import send_after

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(catcher: Catcher) -> Catcher:
    """Fill the outbox: one mail has left, one was given up, one waits for another try, one is new."""
    answers = iter(["250 ok", "550 no such person", "451 come back"])
    catcher.says["rcpt"] = lambda: next(answers)
    for name in ("sent", "refused", "later"):
        send_mail(f"About {name}", "…", None, [f"{name}@example.org"])
    send_after()
    send_mail("About new", "…", None, ["new@example.org"])
    catcher.says.clear()
    return catcher


def editor(*rights: str) -> Client:
    """Return the browser of an editor with rights on mails."""
    person = factories.user(language="en")
    person.groups.add(Group.objects.get(name=EDITORS))
    person.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(person)
    return client


def test_the_list_says_what_became_of_each_mail(filled: Catcher) -> None:
    shown = editor("view_outgoingmail").get(reverse("outbox")).content.decode()
    for words in (
        "Waiting <strong>2</strong>",
        "Sent <strong>1</strong>",
        "Given up <strong>1</strong>",
        "given up – The mail server refuses the mail for good.",
        "550 no such person",
        "waiting – The mail server does not take the mail now.",
        "About later",
    ):
        assert words in shown
    # What a mail was about is gone with it.
    assert "About sent" not in shown
    assert "send-again" not in shown


def test_the_list_can_be_filtered_and_searched(filled: Catcher) -> None:
    client = editor("view_outgoingmail")
    given_up = client.get(reverse("outbox"), {"state": "given_up"}).context["object_list"]
    assert [mail.to for mail in given_up] == ["refused@example.org"]
    found = client.get(reverse("outbox_results"), {"q": "later"}).context["object_list"]
    assert [mail.to for mail in found] == ["later@example.org"]


def test_a_mail_that_was_given_up_is_sent_again(filled: Catcher) -> None:
    client = editor("view_outgoingmail", "change_outgoingmail")
    refused = OutgoingMail.objects.get(state=State.GIVEN_UP)
    address = reverse("outbox_send_again", args=[refused.pk])
    assert address in client.get(reverse("outbox")).content.decode()
    assert "refused@example.org" in client.get(address).content.decode()
    assert OutgoingMail.objects.given_up().exists(), "looking changes nothing"
    assert client.post(address)["Location"] == reverse("outbox")
    send_after()
    assert [caught.to for caught in filled.caught] == [
        f"{name}@example.org" for name in ("sent", "new", "refused")
    ]


def test_what_waits_for_another_try_can_be_sent_at_once(filled: Catcher) -> None:
    waiting = OutgoingMail.objects.get(to="later@example.org")
    editor("change_outgoingmail").post(reverse("outbox_send_again", args=[waiting.pk]))
    send_after()
    assert "later@example.org" in [caught.to for caught in filled.caught]


def test_all_that_were_given_up_are_sent_again(filled: Catcher) -> None:
    client = editor("change_outgoingmail")
    assert reverse("outbox_send_all_again") in client.get(reverse("outbox")).content.decode()
    client.post(reverse("outbox_send_all_again"))
    send_after()
    assert not OutgoingMail.objects.given_up().exists()
    assert reverse("outbox_send_all_again") not in client.get(reverse("outbox")).content.decode()


def test_what_has_left_or_is_leaving_is_not_sent_again(filled: Catcher) -> None:
    client = editor("change_outgoingmail")
    OutgoingMail.objects.filter(to="later@example.org").update(problem="")
    for mail in OutgoingMail.objects.filter(to__in=["sent@example.org", "later@example.org"]):
        before = (mail.state, mail.next_try_at)
        client.post(reverse("outbox_send_again", args=[mail.pk]))
        mail.refresh_from_db()
        assert (mail.state, mail.next_try_at) == before


def test_others_neither_see_nor_send(filled: Catcher) -> None:
    refused = OutgoingMail.objects.get(state=State.GIVEN_UP)
    for client, addresses in (
        (editor(), ["outbox", "outbox_results"]),
        (editor("view_outgoingmail"), []),
    ):
        for address in [
            *map(reverse, addresses),
            reverse("outbox_send_all_again"),
            reverse("outbox_send_again", args=[refused.pk]),
        ]:
            assert client.get(address)["Location"] == reverse("wagtailadmin_home")
            client.post(address)
    assert OutgoingMail.objects.given_up().exists()
    home = editor().get(reverse("wagtailadmin_home")).content.decode()
    assert "could not be sent" not in home
    assert reverse("outbox") not in home


def test_the_home_screen_tells_of_mails_given_up_lately(filled: Catcher) -> None:
    client = editor("view_outgoingmail")
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 mail could not be sent during the last seven days." in home
    assert reverse("outbox") in home
    refused = OutgoingMail.objects.get(state=State.GIVEN_UP)
    assert refused.ended_at is not None
    OutgoingMail.objects.filter(pk=refused.pk).update(ended_at=refused.ended_at - timedelta(days=8))
    assert "could not be sent" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_groups_can_be_given_the_rights(admin_client: Client) -> None:
    form = admin_client.get(reverse("wagtailusers_groups:add")).content.decode()
    for right in ("view_outgoingmail", "change_outgoingmail"):
        assert f'value="{Permission.objects.get(codename=right).pk}"' in form
