"""Whatever causes a mail writes it with what it changes: both are there, or neither."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cluster_portal.outbox.models import OutgoingMail
from cluster_portal.staff.groups import EDITORS, MODERATORS
from partners.memberships.models import Membership, Role
from projects.consortium.letters import remind_of_deadlines
from projects.consortium.models import DocumentVersion, SentLetter
from projects.models import ProjectResult
from tests import factories
from tests.outbox.catcher import Catcher
from tests.outbox.conftest import send_after

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing come into the outbox."""

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the outbox")

    monkeypatch.setattr(OutgoingMail.objects, "create", fail)


@pytest.fixture
def consortium() -> Any:
    """Return a project with two managers of one partner, and the browser of one of them."""
    partner, project = factories.partner(), factories.project()
    factories.participation(project, partner)
    people = [factories.user(language="en") for _number in range(2)]
    for person in people:
        Membership.objects.create(user=person, partner=partner, role=Role.MANAGER)
    client = Client(raise_request_exception=False)
    client.force_login(people[0])
    return project, client


def test_a_reminder_counts_as_sent_only_with_its_mail(consortium: Any, broken: None) -> None:
    project, _client = consortium
    day = date(2027, 3, 1)
    factories.record(ProjectResult, project=project, title={"en": "D1"}, due_on=day + timedelta(days=2))
    with pytest.raises(RuntimeError):
        remind_of_deadlines(day)
    assert not SentLetter.objects.exists()


def test_a_document_is_there_only_with_the_mails_about_it(consortium: Any, broken: None) -> None:
    project, client = consortium
    sent = {"title": "Plan", "file": SimpleUploadedFile("plan.txt", b"A plan.")}
    assert client.post(reverse("consortium:add_document", args=[project.uuid]), sent).status_code == 500
    assert not DocumentVersion.objects.exists()


def test_what_wagtail_writes_leaves_by_the_worker(catcher: Catcher) -> None:
    editor, moderator = factories.user(language="en"), factories.user(language="en")
    editor.groups.add(Group.objects.get(name=EDITORS))
    moderator.groups.add(Group.objects.get(name=MODERATORS))
    page = factories.draft(factories.ContentPage, factories.home(), owner=editor)
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    assert catcher.connections == 0
    send_after()
    assert moderator.email in [caught.to for caught in catcher.caught]
    assert page.title in catcher.caught[0].message["Subject"]
