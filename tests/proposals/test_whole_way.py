"""From the form of a partner to the published page, in two languages, and to the answer."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageLogEntry

from cluster_portal.languages.codes import column, get_value
from cluster_portal.languages.models import TranslationState
from cluster_portal.media.models import PortalImage
from partners.proposals.choices import Decision, ProposalState
from partners.proposals.models import ChangeProposal, ProposedChange
from tests import factories
from tests.mails import delivered
from tests.proposals.content import drafted, published
from tests.proposals.people import picture

pytestmark = pytest.mark.django_db

SUMMARY_FR, SUMMARY_EN = column("summary", "fr"), column("summary", "en")
ACCEPT = {"decision": "accept"}


def record_address(partner: Any) -> str:
    return f"/en/space/partner/{partner.uuid}/"


def test_a_proposal_in_two_languages_becomes_public_once_staff_accept_and_publish(
    manager, editor, sign_in, partner, reader
):
    manager.send(
        record_address(partner),
        **{SUMMARY_FR: "Un grappe d’aciéristes.", SUMMARY_EN: "A cluster of steelmakers."},
    )
    proposal = ChangeProposal.objects.get()
    assert "steelmakers" not in reader.get(partner.get_url_in("en")).content.decode()
    assert "steelmakers" in manager.see("/en/space/proposals/")

    edited = {"decision": "accept", "value": "Une grappe d’aciéristes.", "reply": "One letter."}
    assert editor.answer(proposal, summary__en=ACCEPT, summary__fr=edited).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.ANSWERED
    assert "steelmakers" not in reader.get(partner.get_url_in("en")).content.decode()
    assert get_value(drafted(partner), "summary", "en") == "A cluster of steelmakers."

    chief = sign_in(is_superuser=True)
    address = f"/admin/staff/pages/{partner.pk}/publish/"
    screen = chief.client.get(f"/admin/proposals/{proposal.uuid}/").content.decode()
    address = next(part.split('"')[0] for part in screen.split('href="') if "publish" in part.split('"')[0])
    address = address.replace("&amp;", "&")
    chief.client.post(address, chief.open(address, having="languages"))
    assert "A cluster of steelmakers." in reader.get(partner.get_url_in("en")).content.decode()
    assert "Une grappe d’aciéristes." in reader.get(partner.get_url_in("fr")).content.decode()

    answers = manager.see("/en/space/proposals/")
    assert "Accepted with changes" in answers
    assert "One letter." in answers


def test_nothing_a_partner_sends_is_public_or_in_the_draft_before_staff_say_so(
    manager, partner, reader, project
):
    marker = "Zyxwvut"
    manager.send(
        record_address(partner),
        **{
            column("title", "en"): marker,
            SUMMARY_EN: marker,
            column("city", "fr"): marker,
            "acronym": marker,
        },
    )
    manager.send(f"/en/space/projects/{project.uuid}/part/", **{column("note", "en"): marker})
    assert ProposedChange.objects.count() == 5
    addresses = [page.get_url_in(code) for page in (partner, project) for code in ("fr", "en")]
    addresses += [partner.get_parent().specific.get_url_in("en"), "/api/v1/partners/"]
    for address in addresses:
        assert marker not in reader.get(address).content.decode(), address
    assert marker not in str(vars(drafted(partner))) + str(vars(drafted(project)))
    assert not published(partner).has_unpublished_changes


def test_accepting_goes_through_draft_state_of_translations_and_log(proposed, editor, partner):
    proposal = proposed(**{SUMMARY_FR: "Tout autre chose."})
    before = published(partner).latest_revision_id
    editor.answer(proposal, summary__fr=ACCEPT)
    page = published(partner)
    assert page.latest_revision_id != before
    assert page.latest_revision.user == editor.user
    assert page.has_unpublished_changes
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.edit", user=editor.user).exists()
    states = {row.language: row.state for row in TranslationState.objects.of_record(page)}
    assert page.source_language == "fr"
    assert states["en"] == TranslationState.State.OUTDATED


def test_accepting_keeps_what_else_waits_in_the_draft(proposed, editor, partner):
    from tests import factories

    factories.edit(partner, city={"en": "Liège"})
    editor.answer(proposed(acronym="ALF"), acronym=ACCEPT)
    assert (get_value(drafted(partner), "city", "en"), drafted(partner).acronym) == ("Liège", "ALF")
    assert published(partner).acronym == "ALPHA"


def test_each_change_is_decided_by_itself_and_refused_with_a_word(proposed, editor, manager, partner):
    proposal = proposed(acronym="ALF", website="https://alf.example/", **{SUMMARY_EN: "New."})
    editor.answer(proposal, acronym=ACCEPT, website={"decision": "refuse", "reply": "It does not open."})
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING
    assert not delivered()
    decisions = {change.field: change.decision for change in proposal.changes.all()}
    assert decisions == {
        "acronym": Decision.ACCEPTED,
        "website": Decision.REFUSED,
        "summary": Decision.WAITING,
    }
    assert drafted(partner).website == "https://alpha.example/"
    assert "It does not open." in manager.see("/en/space/proposals/")
    editor.answer(proposal, summary__en={"decision": "refuse"})
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.ANSWERED
    assert get_value(drafted(partner), "summary", "en") == "A cluster."


def test_the_answer_comes_by_mail_in_the_persons_language(proposed, editor, manager, translated):
    manager.user.language = "nl"
    manager.user.save()
    proposal = proposed(acronym="ALF")
    editor.answer(proposal, acronym={"decision": "refuse", "reply": "Liever niet."})
    letter = delivered()[0]
    assert letter.to == [manager.user.email]
    assert "Alpha Cluster" in letter.subject
    assert "Liever niet." in letter.body
    assert "/nl/space/proposals/" in letter.body
    assert len(delivered()) == 1


def test_who_left_the_partner_gets_no_answer(proposed, editor, manager):
    proposal = proposed(acronym="ALF")
    manager.user.memberships.all().delete()
    editor.answer(proposal, acronym=ACCEPT)
    assert not delivered()


def test_a_note_a_contact_and_a_result_come_into_the_draft_of_the_project(manager, editor, project, reader):
    address = f"/en/space/projects/{project.uuid}/part/"
    answer = manager.send(
        address,
        **{
            column("note", "en"): "Pilots and training",
            "contact-name": "Rosa Example",
            "contact-email": "rosa@alpha.example",
            "contact-agreed": "on",
            f"result-{column('title', 'en')}": "Guide to pilots",
            "result-kind": "report",
            "result-dissemination": "public",
            "result-url": "https://alpha.example/guide",
            "result-submitted_on": "2026-05-06",
        },
    )
    assert answer.status_code == 302
    proposal = ChangeProposal.objects.get()
    editor.answer(proposal, note__en=ACCEPT, contact=ACCEPT, result=ACCEPT)
    public = reader.get(project.get_url_in("en")).content.decode()
    assert "Guide to pilots" not in public
    assert "Rosa" not in public
    draft = drafted(project)
    assert [get_value(row, "note", "en") for row in draft.participations.all()] == ["Pilots and training"]
    result = draft.results.get()
    assert (get_value(result, "title", "en"), result.kind, str(result.submitted_on)) == (
        "Guide to pilots",
        "report",
        "2026-05-06",
    )
    factories.publish(draft)
    public = reader.get(project.get_url_in("en")).content.decode()
    for text in ("Guide to pilots", "Rosa Example", "Pilots and training"):
        assert text in public
    assert published(project).participations.count() == 1


def test_a_logo_stays_private_until_it_is_accepted(
    proposed, editor, manager, partner, sign_in, reader, tmp_path
):
    images = PortalImage.objects.count()
    proposal = proposed(logo=picture())
    change = proposal.changes.get()
    kept = list((tmp_path / "private" / "proposals").iterdir())
    assert len(kept) == 1
    assert PortalImage.objects.count() == images
    assert reader.get(f"/media/private/proposals/{kept[0].name}").status_code == 404
    for address in (f"/admin/proposals/files/{change.pk}/", f"/en/space/proposals/files/{change.pk}/"):
        who = editor if "admin" in address else manager
        answer = who.client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert reader.get(address).status_code == 302
    assert sign_in(role="member").client.get(f"/en/space/proposals/files/{change.pk}/").status_code == 403

    editor.answer(proposal, logo=ACCEPT)
    assert published(partner).logo is None
    logo = drafted(partner).logo
    assert (logo.width, logo.height) == (40, 20)
    assert get_value(logo, "title", "fr") == "Pôle Alpha"
    assert not list((tmp_path / "private" / "proposals").iterdir())
    assert manager.client.get(f"/en/space/proposals/files/{change.pk}/").status_code == 404


def test_a_withdrawn_proposal_asks_for_nothing_more(proposed, editor, manager, sign_in, partner, tmp_path):
    proposal = proposed(acronym="ALF", logo=picture())
    member = sign_in(partner, role="member")
    assert member.client.post(f"/en/space/proposals/{proposal.uuid}/withdraw/").status_code == 403
    opened = editor.open(f"/admin/proposals/{proposal.uuid}/", having="-seen")
    manager.client.post(f"/en/space/proposals/{proposal.uuid}/withdraw/")
    editor.answer(proposal, opened, acronym=ACCEPT)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WITHDRAWN
    assert drafted(partner).acronym == "ALPHA"
    assert "Withdrawn" in manager.see("/en/space/proposals/")
    assert not list((tmp_path / "private" / "proposals").iterdir())


def test_the_first_page_of_the_space_names_what_waits_and_what_was_answered(proposed, editor, manager):
    first, _second = proposed(acronym="ALF"), proposed(website="https://alf.example/")
    editor.answer(first, acronym=ACCEPT)
    home = manager.see("/en/space/")
    assert "1 proposal waits for an answer." in home
    assert "Answered on" in home


def test_the_admins_first_screen_names_what_waits(proposed, editor):
    proposed(acronym="ALF")
    assert "1 proposal of a partner waits." in editor.see("/admin/")
    assert "Alpha Cluster" in editor.see("/admin/proposals/")
    assert "Alpha Cluster" not in editor.see("/admin/proposals/?state=answered")


@pytest.mark.parametrize("address", ["/en/space/proposals/", "/en/space/", "/admin/proposals/"])
def test_lists_cost_the_same_for_few_and_for_many(proposed, manager, editor, address):
    client = (editor if "admin" in address else manager).client
    costs = []
    for number in range(1, 9):
        proposed(acronym=f"A{number}", website=f"https://a{number}.example/")
        if number in (2, 8):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            costs.append(len(queries))
    assert costs[0] == costs[1]
