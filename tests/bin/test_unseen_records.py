"""What belongs to a page in the bin is in no list of the admin either, and comes back with it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.admin.viewsets import viewsets

from cluster_portal.languages.models import TranslationState
from partners.memberships.models import Invitation, Membership
from partners.models import PartnerPage
from partners.proposals.choices import About
from partners.proposals.models import ChangeProposal
from projects.consortium.models import ConsortiumDate, ConsortiumDocument, ConsortiumPage
from projects.cordis.models import CordisProject, Proposal, ProposedFact
from projects.cordis.proposing import refresh_proposals
from projects.models import ProjectPage
from tests import factories
from tests.bin.going import bring_back, delete
from tests.factories import in_all_languages

pytestmark = pytest.mark.django_db
MARK = "Quetzalcoatl"
NUMBER = "101000000"


def lists() -> Iterator[str]:
    """Return the lists of all records that have screens in the admin, and those of CORDIS and translations."""
    for viewset in viewsets.viewsets:
        for name in ("index", "list"):
            try:
                yield reverse(viewset.get_url_name(name))
            except NoReverseMatch:
                continue
    for name in ("cordis:index", "proposals:index", "translation_dashboard", "exchange_export"):
        yield reverse(name)
    yield reverse("proposals:index") + "?state=all"
    yield reverse("wagtailadmin_home")


def shown(client: Client) -> list[str]:
    """Return the lists that show something with the mark."""
    found = []
    for address in lists():
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        if MARK in answer.content.decode():
            found.append(address)
    return found


@pytest.fixture
def project(db: None) -> ProjectPage:
    """Return a project with all that can belong to one, each by a title with the mark."""
    project = factories.project(title=in_all_languages(MARK), grant_number=NUMBER)
    title, day = in_all_languages(f"{MARK} record"), timezone.localdate()
    factories.record(ConsortiumDate, project=project, title=title, starts_on=day)
    factories.record(ConsortiumPage, project=project, title=title)
    ConsortiumDocument.objects.create(project=project, title=f"{MARK} document")
    CordisProject.objects.create(
        grant_number=NUMBER, acronym=MARK, title=MARK, raw={}, loaded_at=timezone.now()
    )
    refresh_proposals([NUMBER])
    assert Proposal.objects.get().project_id == project.pk
    return project


@pytest.fixture
def partner(db: None) -> PartnerPage:
    """Return a partner with people, an invitation and a proposal."""
    partner = factories.partner(title=in_all_languages(MARK))
    member = factories.user(name="Member")
    Membership.objects.create(user=member, partner=partner)
    Invitation.objects.create(
        partner=partner,
        email="i@example.org",
        name="I",
        language="fr",
        secret_hash="x",
        sent_at=timezone.now(),
    )
    ChangeProposal.objects.create(
        about=About.RECORD, partner=partner, partner_name=MARK, page=partner, title=MARK, proposed_by=member,
        language="fr",
    )  # fmt: skip
    return partner


@pytest.mark.parametrize("what", ["project", "partner"])
def test_lists_leave_it_out_until_it_is_back(staff: Any, request: pytest.FixtureRequest, what: str) -> None:
    page = request.getfixturevalue(what)
    call_command("rebuild_translation_states", verbosity=0)
    client = staff()
    before = shown(client)
    assert len(before) > 3
    delete(client, page)
    client.get(reverse("wagtailadmin_home"))
    assert shown(client) == []
    bring_back(client, page, languages=["fr", "en", "nl", "de"])
    client.get(reverse("wagtailadmin_home"))
    assert shown(client) == before


def test_states_of_its_records_come_back(staff: Any, project: ProjectPage) -> None:
    call_command("rebuild_translation_states", verbosity=0)
    states = TranslationState.objects.filter(title__contains=f"{MARK} record")
    number = states.count()
    assert number > 0
    client = staff()
    delete(client, project)
    assert states.count() == 0
    bring_back(client, project)
    assert states.count() == number


def test_no_screen_of_a_record_opens(staff: Any, project: ProjectPage) -> None:
    client = staff()
    date, text = ConsortiumDate.objects.get(project=project), ConsortiumPage.objects.get(project=project)
    fact = ProposedFact.objects.first()
    delete(client, project)
    for record in (date, text):
        for name in ("edit", "delete", "history", "usage"):
            address = reverse(type(record).snippet_viewset.get_url_name(name), args=[record.pk])
            assert client.get(address).status_code == 404, address
    fact.decision = "declined"
    fact.save()
    assert client.post(reverse("cordis:reopen", args=[fact.proposal.uuid, fact.pk])).status_code == 404
    assert client.get(reverse("cordis:proposal", args=[fact.proposal.uuid])).status_code == 404


def test_cordis_makes_no_second_project_meanwhile(staff: Any, project: ProjectPage) -> None:
    Proposal.objects.all().delete()
    client = staff()
    delete(client, project)
    answer = client.post(reverse("cordis:index"), {"number-grant_number": NUMBER})
    assert answer.status_code == 200
    assert "is in the bin" in answer.content.decode()
    refresh_proposals([NUMBER])
    assert not Proposal.objects.exists()
    bring_back(client, project)
    assert client.post(reverse("cordis:index"), {"number-grant_number": NUMBER}).status_code == 302
    assert Proposal.objects.get().project_id == project.pk
