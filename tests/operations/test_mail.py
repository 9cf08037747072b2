"""A staging copy writes to listed addresses only."""

import logging
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage, send_mail

from cluster_portal.outbox.models import OutgoingMail
from cluster_portal.outbox.states import Problem, State
from tests.mails import delivered

OUTBOX = "cluster_portal.outbox.backend.OutboxBackend"


@pytest.fixture(autouse=True)
def staging(settings: Any) -> None:
    """Make this a staging copy that may write to one person and one domain."""
    settings.STAGING_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.EMAIL_BACKEND = "cluster_portal.mail.StagingEmailBackend"
    settings.STAGING_MAIL_TO = ["tester@example.org", "@cluster.example"]


def test_a_listed_address_gets_its_mail() -> None:
    assert send_mail("News", "…", None, ["Tester <Tester@Example.org>"]) == 1
    assert [message.to for message in mail.outbox] == [["Tester <Tester@Example.org>"]]


def test_a_listed_domain_gets_its_mail() -> None:
    assert send_mail("News", "…", None, ["anna@cluster.example"]) == 1


def test_other_addresses_are_held_back_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert send_mail("News", "…", None, ["reader@example.com", "x@notcluster.example"]) == 0
    assert mail.outbox == []
    assert "“News” is not sent to reader@example.com, x@notcluster.example" in caplog.text


def test_copies_are_held_back_from_others_too() -> None:
    message = EmailMessage(
        "News",
        "…",
        None,
        ["tester@example.org"],
        cc=["a@example.com"],
        bcc=["b@example.com", "c@cluster.example"],
    )
    assert message.send() == 1
    assert mail.outbox[0].recipients() == ["tester@example.org", "c@cluster.example"]


@pytest.mark.django_db
def test_what_is_held_back_is_listed_and_not_tried_again(settings: Any) -> None:
    settings.MAIL_TRANSPORT, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, OUTBOX
    for address in ("reader@example.com", "tester@example.org"):
        send_mail("News", "…", None, [address])
    assert [message.to for message in delivered()] == [["tester@example.org"]]
    held_back = OutgoingMail.objects.get(to="reader@example.com")
    assert (held_back.state, held_back.problem) == (State.GIVEN_UP, Problem.HELD_BACK)


def test_nobody_is_listed_by_default(settings: Any) -> None:
    settings.STAGING_MAIL_TO = []
    assert send_mail("News", "…", None, ["tester@example.org"]) == 0
