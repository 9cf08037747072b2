"""People to contact: added with their consent, corrected without touching other pages, taken off."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from lxml import html

from cluster_portal.identity.models import Contact
from partners.proposals.choices import Decision
from partners.proposals.models import ChangeProposal
from projects.models import ProjectPage
from tests import factories
from tests.proposals.content import choice, drafted, person_on, publish, published
from tests.proposals.people import text_of

pytestmark = pytest.mark.django_db

ACCEPT = {"decision": "accept"}
ROSA = {"contact-name": "Rosa", "contact-email": "rosa@example.org", "contact-agreed": "on"}


@pytest.fixture(params=["record", "part"])
def target(request: Any) -> Any:
    """Return a page on which people are named: the partner's record, or its project."""
    return request.getfixturevalue("partner" if request.param == "record" else "project")


def address(page: Any) -> str:
    is_project = isinstance(page, ProjectPage)
    return f"/en/space/projects/{page.uuid}/part/" if is_project else f"/en/space/partner/{page.uuid}/"


def correct(person: Any, page: Any, who: str, **changes: Any) -> Any:
    opened = html.fromstring(person.client.get(address(page)).content)
    row = choice(opened, "contact_correction-row", who)
    named = {f"contact_correction-{name}": value for name, value in changes.items()}
    return person.send(address(page), **{"contact_correction-row": row} | named)


def names(page: Any) -> list[str]:
    return [row.contact.name for row in page.contacts.all()]


def test_a_person_who_agreed_is_public_once_staff_publish(manager, editor, partner, reader):
    assert manager.send(address(partner), **ROSA).status_code == 302
    proposal = ChangeProposal.objects.get()
    sent = timezone.now() - timedelta(days=3)
    ChangeProposal.objects.filter(pk=proposal.pk).update(created_at=sent)
    editor.answer(proposal, contact=ACCEPT)
    assert "rosa@example.org" not in reader.get(partner.get_url_in("en")).content.decode()
    row = drafted(partner).contacts.get()
    assert (row.consented_on, row.expires_on) == (timezone.localdate(sent), None)
    assert row.contact.organisation == "Alpha Cluster"
    publish(partner)
    assert "rosa@example.org" in reader.get(partner.get_url_in("en")).content.decode()


def test_a_person_without_consent_is_not_proposed(manager, partner):
    answer = manager.send(address(partner), **ROSA | {"contact-agreed": ""})
    assert answer.status_code == 422
    assert 'id="id_contact-agreed_error"' in answer.content.decode()


def test_somebody_whose_time_was_over_is_not_named_twice(manager, editor, target):
    yesterday = timezone.localdate() - timedelta(days=1)
    contact = person_on(target, "Rosa", expires_on=yesterday)
    given = {"contact-name": "Rosa", "contact-email": contact.email, "contact-phone": contact.phone}
    manager.send(address(target), **ROSA | given)
    editor.answer(ChangeProposal.objects.get(), contact=ACCEPT)
    row = drafted(target).contacts.get()
    assert (row.contact, row.expires_on) == (contact, None)


def test_a_correction_leaves_other_pages_alone(manager, editor, target, reader):
    contact = person_on(target, "Rosa")
    other = factories.partner()
    person_on(other, contact)
    assert correct(manager, target, "Rosa", email="new@example.org").status_code == 302
    proposal = ChangeProposal.objects.get()
    assert "Rosa E-mail address: new@example.org" in manager.see("/en/space/proposals/")
    screen = editor.see(f"/admin/proposals/{proposal.uuid}/")
    assert "Now, in the draft Rosa E-mail address: rosa@example.org" in screen
    assert "Then, as the partner saw it" not in screen
    editor.answer(proposal, contact_correction=ACCEPT)
    contact.refresh_from_db()
    assert contact.email == "rosa@example.org"
    row = drafted(target).contacts.get()
    assert (row.contact.email, row.contact.phone, row.contact.role_fr) == (
        "new@example.org",
        "1",
        "Directrice",
    )
    assert row.contact.role_en is None
    assert published(target).contacts.get().contact == contact
    publish(target)
    assert "new@example.org" in reader.get(target.get_url_in("en")).content.decode()
    assert "rosa@example.org" in reader.get(other.get_url_in("en")).content.decode()


def test_a_contact_that_is_known_is_not_written_down_twice(manager, editor, target):
    person_on(target, "Rosa")
    known = factories.record(
        Contact, name="Rosa", email="new@example.org", phone="1", role={"fr": "Directrice"}
    )
    correct(manager, target, "Rosa", email="new@example.org")
    editor.answer(ChangeProposal.objects.get(), contact_correction=ACCEPT)
    assert drafted(target).contacts.get().contact == known


def test_who_is_no_longer_right_goes_from_this_page_only(manager, editor, target):
    contact = person_on(target, "Rosa")
    person_on(target, "Bruno")
    correct(manager, target, "Rosa", remove="on")
    assert "Rosa No longer the right contact" in manager.see("/en/space/proposals/")
    editor.answer(ChangeProposal.objects.get(), contact_correction=ACCEPT)
    assert names(drafted(target)) == ["Bruno"]
    assert sorted(names(published(target))) == ["Bruno", "Rosa"]
    assert Contact.objects.filter(pk=contact.pk).exists()


def test_another_name_needs_the_persons_consent(manager, editor, partner):
    person_on(partner, "Rosa", consented_on=timezone.localdate() - timedelta(days=100))
    answer = correct(manager, partner, "Rosa", name="Bruno")
    assert 'id="id_contact_correction-agreed_error"' in answer.content.decode()
    assert correct(manager, partner, "Rosa", name="Bruno", agreed="on").status_code == 302
    editor.answer(ChangeProposal.objects.get(), contact_correction=ACCEPT)
    row = drafted(partner).contacts.get()
    assert (row.contact.name, row.consented_on) == ("Bruno", timezone.localdate())


def test_two_corrections_of_a_person_come_together(manager, editor, target):
    person_on(target, "Rosa")
    correct(manager, target, "Rosa", email="new@example.org")
    correct(manager, target, "Rosa", phone="2")
    first, second = ChangeProposal.objects.order_by("pk")
    form = manager.see(address(target))
    assert "E-mail address: new@example.org" in form
    assert "Telephone: 2" in form
    for proposal in (first, second):
        editor.answer(proposal, contact_correction=ACCEPT)
    contact = drafted(target).contacts.get().contact
    assert (contact.email, contact.phone) == ("new@example.org", "2")


def test_staff_correct_the_correction(manager, editor, target):
    person_on(target, "Rosa")
    correct(manager, target, "Rosa", email="nwe@example.org")
    proposal = ChangeProposal.objects.get()
    editor.answer(proposal, contact_correction=ACCEPT | {"value-email": "new@example.org"})
    assert drafted(target).contacts.get().contact.email == "new@example.org"
    assert proposal.changes.get().decision == Decision.EDITED


@pytest.mark.parametrize("changes", [{"remove": "on"}, {"email": "new@example.org"}])
def test_somebody_who_left_the_draft_meanwhile_is_not_touched(manager, editor, target, changes):
    person_on(target, "Rosa")
    person_on(target, "Bruno")
    correct(manager, target, "Rosa", **changes)
    draft = drafted(target)
    draft.contacts.set([row for row in draft.contacts.all() if row.contact.name == "Bruno"])
    draft.save_revision()
    proposal = ChangeProposal.objects.get()
    answer = editor.answer(proposal, contact_correction=ACCEPT)
    assert answer.status_code == 422
    assert "“Rosa” is not on the page any more." in text_of(answer)
    assert names(drafted(target)) == ["Bruno"]
    editor.answer(proposal, contact_correction={"decision": "refuse"})
    assert proposal.changes.get().decision == Decision.REFUSED
    publish(target)
    Contact.objects.all().delete()
    assert "Rosa" in manager.see("/en/space/proposals/")


def test_only_people_whom_readers_see_are_offered(manager, partner):
    form = manager.client.get(address(partner)).content.decode()
    assert "A contact to correct" not in form
    person_on(partner, "Hidden", consented_on=None)
    person_on(partner, "Gone", expires_on=timezone.localdate() - timedelta(days=1))
    form = manager.client.get(address(partner)).content.decode()
    assert "A contact to correct" not in form
    assert "Hidden" not in form
    person_on(partner, "Rosa")
    form = manager.client.get(address(partner)).content.decode()
    assert "A contact to correct" in form
    assert "Hidden" not in form
