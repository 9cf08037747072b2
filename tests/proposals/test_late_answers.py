"""Answers to proposals about pages that changed, went, or may not be changed now."""

import pytest

from cluster_portal.languages.codes import column, get_value
from cluster_portal.media.models import PortalImage
from partners.models import PartnerPage
from partners.proposals.choices import Decision, ProposalState
from partners.proposals.models import ChangeProposal
from tests import factories
from tests.proposals.content import drafted
from tests.proposals.people import fields_of, picture, text_of

pytestmark = pytest.mark.django_db

ACCEPT = {"decision": "accept"}
SUMMARY_EN = column("summary", "en")


def test_staff_see_then_now_and_proposed_of_a_page_that_changed(proposed, editor, partner):
    proposal = proposed(**{SUMMARY_EN: "Proposed words."})
    factories.edit(partner, summary={"en": "Words of the draft."})
    page = editor.see(f"/admin/proposals/{proposal.uuid}/")
    for words in ("Then, as the partner saw it", "A cluster.", "Words of the draft.", "Proposed words."):
        assert words in page
    editor.answer(proposal, summary__en=ACCEPT)
    assert get_value(drafted(partner), "summary", "en") == "Proposed words."


def test_what_changed_while_staff_were_reading_is_looked_at_again(proposed, editor, partner):
    proposal = proposed(**{SUMMARY_EN: "Proposed words."})
    opened = editor.open(f"/admin/proposals/{proposal.uuid}/", having="-seen")
    factories.edit(partner, summary={"en": "Words of the draft."})
    edited = {"decision": "accept", "value": "My own words.", "reply": "Thanks"}
    answer = editor.answer(proposal, opened, summary__en=edited)
    assert answer.status_code == 422
    assert "was changed meanwhile. Look at it again." in text_of(answer)
    assert get_value(drafted(partner), "summary", "en") == "Words of the draft."
    again = fields_of(answer.content, "-seen")
    assert "My own words." in again.values()
    assert editor.client.post(f"/admin/proposals/{proposal.uuid}/", again).status_code == 302
    assert get_value(drafted(partner), "summary", "en") == "My own words."


def test_two_of_the_staff_do_not_answer_the_same_change(proposed, editor, sign_in, partner):
    proposal = proposed(acronym="ALF", website="https://alf.example/")
    opened = editor.open(f"/admin/proposals/{proposal.uuid}/", having="-seen")
    sign_in(is_superuser=True).answer(proposal, acronym={"decision": "refuse"})
    editor.answer(proposal, opened, acronym=ACCEPT, website=ACCEPT)
    assert proposal.changes.get(field="acronym").decision == Decision.REFUSED
    assert drafted(partner).acronym == "ALPHA"


def test_a_proposal_outlives_its_page(proposed, editor, partner, manager):
    proposal = proposed(acronym="ALF", logo=picture())
    opened = editor.open(f"/admin/proposals/{proposal.uuid}/", having="-seen")
    PartnerPage.objects.get(pk=partner.pk).delete()
    page = editor.see(f"/admin/proposals/{proposal.uuid}/")
    assert "The page was deleted" in page
    assert "Alpha Cluster" in page
    assert "The page was deleted." in editor.see("/admin/proposals/")
    editor.answer(proposal, opened, acronym=ACCEPT)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING
    editor.answer(proposal, acronym={"decision": "refuse"}, logo={"decision": "refuse"})
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.ANSWERED


def test_people_read_on_after_their_project_was_deleted(manager, editor, project):
    manager.send(f"/en/space/projects/{project.uuid}/part/", **{column("note", "en"): "Much"})
    type(project).objects.get(pk=project.pk).delete()
    page = manager.see("/en/space/proposals/")
    assert "Project One" in page
    assert "The page has been deleted since." in page
    assert "Much" in editor.see(f"/admin/proposals/{ChangeProposal.objects.get().uuid}/")


def test_a_part_that_was_removed_cannot_be_described(manager, editor, project):
    manager.send(f"/en/space/projects/{project.uuid}/part/", **{column("note", "en"): "Much"})
    state = drafted(project)
    state.participations.set([])
    state.save_revision()
    proposal = ChangeProposal.objects.get()
    answer = editor.answer(proposal, note__en=ACCEPT)
    assert "does not take part in the project any more" in text_of(answer)
    assert proposal.changes.get().decision == Decision.WAITING


def test_a_page_that_would_not_be_valid_takes_nothing_over(proposed, editor, partner):
    proposal = proposed(acronym="ALF", website="https://alf.example/", logo=picture())
    PartnerPage.objects.filter(pk=partner.pk).update(successor=partner.pk)
    state = drafted(partner)
    state.successor_id = partner.pk
    revision = state.latest_revision
    revision.content["successor"] = partner.pk
    revision.save()
    images = PortalImage.objects.count()
    answer = editor.answer(proposal, logo=ACCEPT, website=ACCEPT)
    assert "A partner cannot be its own successor." in text_of(answer)
    assert PortalImage.objects.count() == images
    assert drafted(partner).website == "https://alpha.example/"
    assert not proposal.changes.exclude(decision=Decision.WAITING).exists()


def test_an_edited_text_that_is_too_long_takes_nothing_over(proposed, editor, partner):
    proposal = proposed(acronym="ALF", website="https://alf.example/")
    long = {"decision": "accept", "value": "A" * 60}
    answer = editor.answer(proposal, acronym=long, website=ACCEPT)
    assert answer.status_code == 422
    assert drafted(partner).website == "https://alpha.example/"
    assert not proposal.changes.exclude(decision=Decision.WAITING).exists()


def test_a_page_that_somebody_else_locks_takes_nothing_over(proposed, editor, partner, sign_in):
    proposal = proposed(acronym="ALF")
    page = PartnerPage.objects.get(pk=partner.pk)
    page.locked, page.locked_by = True, sign_in().user
    page.save()
    answer = editor.answer(proposal, acronym=ACCEPT)
    assert "The page is locked by somebody else." in text_of(answer)
    assert proposal.changes.get().decision == Decision.WAITING
