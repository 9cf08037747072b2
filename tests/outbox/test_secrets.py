"""The secrets of links are made when a mail is sent, and stand nowhere but in the mail."""

import hashlib
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cluster_portal.outbox.models import OutgoingMail
from partners.memberships import inviting
from partners.memberships.models import Invitation, Role
from tests import factories
from tests.outbox.catcher import Catcher
from tests.outbox.conftest import send_after

pytestmark = pytest.mark.django_db


def everything_stored() -> str:
    """Return what the database holds, in all tables."""
    return "\n".join(str(list(model._base_manager.values())) for model in apps.get_models())


def invite() -> None:
    inviting.invite(
        factories.partner(), email="nele@example.org", name="Nele", language="en", role=Role.MEMBER, by=None
    )


def ask_for_a_new_password() -> None:
    factories.user(email="nele@example.org", language="en")
    Client().post(reverse("account_reset_password"), {"email": "nele@example.org"})


@pytest.mark.parametrize("cause", [invite, ask_for_a_new_password])
def test_no_table_holds_the_secret_of_a_link(catcher: Catcher, cause: Any) -> None:
    cause()
    before = everything_stored()
    assert "nele@example.org" in before
    catcher.says["rcpt"] = "451 later"
    send_after()
    between = everything_stored()
    catcher.says.clear()
    OutgoingMail.objects.send_again()
    assert send_after() == 1
    link = catcher.caught[0].link
    secret = link.rstrip("/").rsplit("/", 1)[1].split("-", 1)[-1]
    assert len(secret) > 30
    assert Client().get(link, follow=True).status_code == 200
    assert secret not in before + between
    OutgoingMail.objects.all().delete()


def test_what_the_mail_server_says_is_kept_without_the_secret(catcher: Catcher) -> None:
    invite()
    seen = []

    def answer() -> str:
        seen.append(catcher.caught[-1].link)
        return f"554 forbidden address http://localhost{seen[0]} in text"

    catcher.says["text"] = answer
    send_after()
    mail = OutgoingMail.objects.get()
    assert mail.answer == "554 forbidden address http://localhost/en/space/invitation/…/ in text"


def a_task(name: str, status: str, *arguments: Any) -> None:
    """Write a background task down as the portal did before it had an outbox."""
    DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": list(arguments), "kwargs": {}},
        task_path=f"cluster_portal.{name}",
        backend_name="default",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
    )


def move_letters() -> None:
    """Do once more what the migration does."""
    import_module("partners.memberships.migrations.0004_letters_out_of_the_tasks").move_letters(apps, None)


def test_links_to_a_new_password_that_waited_as_tasks_move_to_the_outbox(catcher: Catcher) -> None:
    factories.user(email="nele@example.org", language="de")
    for email in ("nele@example.org", "nobody@example.org"):
        a_task("signin.resets.send_reset_link", "READY", email, "en")
    a_task("signin.resets.send_reset_link", "SUCCESSFUL", "nele@example.org", "en")
    move_letters()
    assert not DBTaskResult.objects.exists()
    assert send_after() == 1
    assert catcher.caught[0].link.startswith("/de/account/password/reset/")


def test_letters_that_waited_as_tasks_move_to_the_outbox(catcher: Catcher) -> None:
    partner, secret = factories.partner(), "s3cret"
    Invitation.objects.create(
        partner=partner,
        email="nele@example.org",
        name="Nele",
        language="en",
        secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
        sent_at=timezone.now(),
    )

    def task(status: str, template: str, **context: Any) -> None:
        a_task("letters.deliver_letter", status, template, "nele@example.org", "en", context)

    address = f"http://localhost:8000/en/space/invitation/{secret}/"
    task("READY", "invitation", name="Nele", partner="A", by="", address=address)
    task("READY", "schedule_stopped", name="Nele", title="A page")
    task("RUNNING", "invitation", name="Nele", partner="A", by="", address=address)
    task("SUCCESSFUL", "invitation", name="Nele", partner="A", by="", address=address)
    move_letters()
    assert secret not in everything_stored()
    assert send_after() == 2
    invitation, other = catcher.caught
    assert Client().get(invitation.link).status_code == 200
    assert "A page" in other.message["Subject"]
