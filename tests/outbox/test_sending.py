"""A mail leaves once, whatever the mail server does, and what cannot leave is not lost."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cluster_portal.accounts.models import User
from cluster_portal.outbox import transport
from cluster_portal.outbox.models import OutgoingMail
from cluster_portal.outbox.sending import PAUSES, Connection, _send
from cluster_portal.outbox.states import Problem, State
from partners.memberships.models import Invitation, Membership, Role
from tests import factories
from tests.outbox.catcher import HANG_UP, Catcher
from tests.outbox.conftest import send_after

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
PASSWORD = "a long word for tests 7"


@pytest.fixture
def manager() -> Client:
    """Return the browser of somebody who manages a partner."""
    client = Client()
    client.person = factories.user(name="Maud", language="en")  # type: ignore[attr-defined]
    client.partner = factories.partner(title={"en": "Cluster A"})  # type: ignore[attr-defined]
    Membership.objects.create(user=client.person, partner=client.partner, role=Role.MANAGER)  # type: ignore[attr-defined]
    client.force_login(client.person)  # type: ignore[attr-defined]
    return client


def invite(manager: Any) -> None:
    """Invite Nele by the form."""
    given = {"name": "Nele", "email": "nele@example.org", "language": "en", "role": "member"}
    assert manager.post(reverse("space:invite", args=[manager.partner.uuid]), given).status_code == 302


def the_mail() -> OutgoingMail:
    return OutgoingMail.objects.get()


@pytest.mark.parametrize("step", ["connect", "ehlo", "mail", "rcpt", "data", "text"])
def test_a_mail_that_the_server_puts_off_comes_later(manager: Client, catcher: Catcher, step: str) -> None:
    invite(manager)
    catcher.says[step] = "451 greylisted, come back"
    assert send_after() == 0
    assert catcher.caught == []
    assert (the_mail().problem, the_mail().answer) == (Problem.NOT_NOW, "451 greylisted, come back")
    assert send_after() == 0, "it is not tried again at once"
    catcher.says.clear()
    assert send_after(MINUTE) == 1
    assert [caught.to for caught in catcher.caught] == ["nele@example.org"]
    assert Client().get(catcher.caught[0].link).status_code == 200
    assert the_mail().state == State.SENT


@pytest.mark.parametrize("step", ["connect", "ehlo", "mail", "rcpt", "data"])
@pytest.mark.parametrize("trouble", ["hangs up", "is silent"])
def test_a_server_that_dies_or_is_silent_is_asked_again(
    manager: Client, catcher: Catcher, step: str, trouble: str
) -> None:
    invite(manager)
    catcher.says[step] = HANG_UP if trouble == "hangs up" else lambda: time.sleep(2) or HANG_UP
    started = time.monotonic()
    assert send_after() == 0
    assert time.monotonic() - started < 1.5
    expected = Problem.UNREACHABLE if trouble == "hangs up" else Problem.SILENT
    assert (the_mail().problem, the_mail().unconfirmed) == (expected, 0)
    catcher.says.clear()
    assert send_after(MINUTE) == 1
    assert len(catcher.caught) == 1


def test_a_server_that_is_away_is_asked_again(manager: Client, catcher: Catcher, settings: Any) -> None:
    invite(manager)
    settings.EMAIL_PORT = 1
    assert send_after() == 0
    assert the_mail().problem == Problem.UNREACHABLE
    settings.EMAIL_PORT = catcher.port
    assert send_after(MINUTE) == 1


def test_a_mail_is_tried_for_two_days_and_then_given_up(manager: Client, catcher: Catcher) -> None:
    invite(manager)
    catcher.says["rcpt"] = "450 mailbox busy"
    passed = timedelta()
    for pause in PAUSES:
        send_after(passed)
        assert the_mail().state == State.WAITING
        passed += pause
    assert timedelta(days=2) <= passed < timedelta(days=2, hours=2)
    send_after(passed)
    assert (the_mail().state, the_mail().problem) == (State.GIVEN_UP, Problem.NOT_NOW)
    catcher.says.clear()
    assert send_after(passed + timedelta(days=1)) == 0


@pytest.mark.parametrize("step", ["mail", "rcpt", "text"])
def test_a_refusal_for_good_is_not_repeated(manager: Client, catcher: Catcher, step: str) -> None:
    invite(manager)
    catcher.says[step] = "550 no such person"
    send_after()
    assert (the_mail().state, the_mail().problem, the_mail().tries) == (State.GIVEN_UP, Problem.REFUSED, 1)
    assert the_mail().answer == "550 no such person"
    catcher.says.clear()
    assert send_after(timedelta(days=1)) == 0


def test_a_refusal_before_any_mail_is_not_the_mails(manager: Client, catcher: Catcher) -> None:
    invite(manager)
    catcher.says["connect"] = "554 not for you"
    send_after()
    assert the_mail().state == State.WAITING


def test_one_refusal_does_not_keep_the_others(catcher: Catcher) -> None:
    for number in range(3):
        send_mail("News", "…", None, [f"reader{number}@example.org"])
    answers = iter(["250 ok", "550 no such person", "250 ok"])
    catcher.says["rcpt"] = lambda: next(answers)
    assert send_after() == 2
    assert [caught.to for caught in catcher.caught] == ["reader0@example.org", "reader2@example.org"]


def test_who_confirms_late_gets_the_mail_once(manager: Client, catcher: Catcher) -> None:
    invite(manager)
    catcher.says["text"] = lambda: time.sleep(1) or "250 taken"
    assert send_after() == 1
    assert len(catcher.caught) == 1


@pytest.mark.parametrize("trouble", ["hangs up", "is silent"])
def test_a_mail_without_confirmation_is_sent_once_more_and_no_more(
    manager: Client, catcher: Catcher, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    monkeypatch.setattr(transport, "HANDING_OVER", 0.5)
    invite(manager)
    catcher.says["text"] = HANG_UP if trouble == "hangs up" else lambda: time.sleep(2) or HANG_UP
    for hours in range(5):
        send_after(timedelta(hours=hours))
    assert len(catcher.caught) == 2
    assert catcher.caught[0].message["Message-ID"] == catcher.caught[1].message["Message-ID"]
    assert catcher.caught[0].link == catcher.caught[1].link
    assert Client().get(catcher.caught[0].link).status_code == 200
    assert (the_mail().state, the_mail().problem) == (State.GIVEN_UP, Problem.UNCONFIRMED)


def test_a_worker_that_took_too_long_does_not_hand_the_mail_over(manager: Client, catcher: Catcher) -> None:
    invite(manager)

    mail = OutgoingMail.objects.claim()
    assert mail is not None
    OutgoingMail.objects.update(next_try_at="2030-01-01T00:00Z")
    connection = Connection()
    assert not _send(mail, connection)
    connection.close()
    assert catcher.caught == []
    assert the_mail().unconfirmed == 0


def test_a_mail_whose_transaction_fails_does_not_exist(catcher: Catcher) -> None:
    with transaction.atomic():
        send_mail("News", "…", None, ["reader@example.org"])
        transaction.set_rollback(True)
    assert send_after() == 0


def test_nobody_waits_for_the_mail_server(catcher: Catcher, settings: Any, client: Client) -> None:
    settings.EMAIL_TIMEOUT = 5
    catcher.says["connect"] = lambda: time.sleep(10) or HANG_UP
    nele = User.objects.create_user("nele@example.org", PASSWORD, name="Nele", language="nl")
    started = time.monotonic()
    for email in (nele.email, "nobody@example.org"):
        assert client.post(reverse("account_reset_password"), {"email": email}).status_code == 302
    assert time.monotonic() - started < 2
    assert catcher.connections == 0
    catcher.says.clear()
    assert send_after() == 1
    assert catcher.caught[0].link.startswith("/nl/account/password/reset/")
    assert client.get(catcher.caught[0].link, follow=True).context["form"] is not None
    assert the_mail().to == nele.email, "an address without account leaves nothing behind"


def test_the_link_of_an_invitation_counts_from_when_its_mail_left(manager: Client, catcher: Catcher) -> None:
    invite(manager)
    people = manager.get(reverse("space:people")).content.decode()
    assert "the mail is on its way" in people
    assert "link valid until" not in people
    catcher.says["rcpt"] = "451 later"
    send_after()
    assert "the mail is on its way" in manager.get(reverse("space:people")).content.decode()
    catcher.says.clear()
    assert send_after(timedelta(hours=40)) == 1
    assert "link valid until" in manager.get(reverse("space:people")).content.decode()
    sent_at = Invitation.objects.get().sent_at
    assert sent_at is not None
    assert sent_at - the_mail().created_at >= timedelta(hours=40)


def test_who_no_longer_has_the_account_gets_no_link_to_it(catcher: Catcher, client: Client) -> None:
    left, renamed = (
        User.objects.create_user(f"{name}@example.org", name=name) for name in ("left", "renamed")
    )
    for person in (left, renamed):
        client.post(reverse("account_reset_password"), {"email": person.email})
    User.objects.filter(pk=left.pk).update(is_active=False)
    User.objects.filter(pk=renamed.pk).update(email="new@example.org")
    assert send_after() == 0
    assert not OutgoingMail.objects.exists()


def test_an_invitation_that_is_over_is_not_sent(manager: Client, catcher: Catcher) -> None:
    invite(manager)
    Invitation.objects.all().delete()
    assert send_after() == 0
    assert not OutgoingMail.objects.exists()


def test_of_two_mails_about_one_invitation_the_newer_leaves(manager: Client, catcher: Catcher) -> None:
    invite(manager)
    invited = Invitation.objects.get()
    manager.post(reverse("space:invite_again", args=[invited.partner.uuid, invited.uuid]))
    assert send_after() == 1
    assert Client().get(catcher.caught[0].link).status_code == 200


def test_reports_of_mail_servers_go_where_the_setting_says(catcher: Catcher, settings: Any) -> None:
    send_mail("News", "…", "Cluster <portal@example.org>", ["Nele <nele@example.org>"])
    settings.MAIL_RETURN_PATH = "returned@example.org"
    send_mail("News", "…", "Cluster <portal@example.org>", ["nele@example.org"])
    assert send_after() == 2
    assert [caught.sender for caught in catcher.caught] == ["returned@example.org"] * 2
    assert catcher.caught[0].message["From"] == "Cluster <portal@example.org>"
    assert catcher.caught[0].message["To"] == "Nele <nele@example.org>"
    assert catcher.caught[0].message["Auto-Submitted"] == "auto-generated"


def test_a_mail_of_a_library_arrives_as_it_was_written(catcher: Catcher) -> None:
    message = EmailMultiAlternatives(
        "Übersicht", "Text ü", None, ["a@example.org"], cc=["b@example.org"], bcc=["c@example.org"]
    )
    message.reply_to = ["staff@example.org"]
    message.attach_alternative("<p>Text ü</p>", "text/html")
    message.attach("plan.pdf", b"%PDF-1.4 \xff", "application/pdf")
    message.attach("dates.ics", "BEGIN:VCALENDAR", "text/calendar")
    message.send()
    assert send_after() == 3
    assert {caught.to for caught in catcher.caught} == {"a@example.org", "b@example.org", "c@example.org"}
    for caught in catcher.caught:
        found = caught.message
        assert (found["Subject"], found["To"], found["Cc"]) == ("Übersicht", "a@example.org", "b@example.org")
        assert found["Reply-To"] == "staff@example.org"
        assert "c@example.org" not in found.as_string()
        assert found.get_body(("plain",)).get_content() == "Text ü"
        assert "<p>Text ü</p>" in found.get_body(("html",)).get_content()
        attached = {part.get_filename(): part.get_content() for part in found.iter_attachments()}
        assert attached["plan.pdf"] == b"%PDF-1.4 \xff"
        assert attached["dates.ics"].startswith("BEGIN:VCALENDAR")


def test_what_a_mail_said_goes_when_it_has_left_and_its_row_later(catcher: Catcher) -> None:
    send_mail("News", "personal", None, ["nele@example.org"])
    assert "personal" in str(the_mail().content)
    assert send_after() == 1
    assert the_mail().content == {}
    assert OutgoingMail.objects.remove_old() == 0
    OutgoingMail.objects.update(ended_at=the_mail().created_at - timedelta(days=15))
    assert OutgoingMail.objects.remove_old() == 1
