"""Two people at once, forms that were tampered with, pages that changed or went, files that are no pictures."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cluster_portal.languages.codes import column, content_languages, get_value
from cluster_portal.media.models import PortalImage
from partners.models import PartnerPage
from partners.proposals.choices import About, Decision, ProposalState
from partners.proposals.declared import PROPOSABLE, keys
from partners.proposals.models import ChangeProposal, ProposedChange
from partners.proposals.sending import MOST_WAITING
from tests import factories
from tests.proposals.people import fields_of, picture, text_of

pytestmark = pytest.mark.django_db

ACCEPT = {"decision": "accept"}
SUMMARY_EN = column("summary", "en")


@pytest.fixture
def address(partner: Any) -> str:
    return f"/en/space/partner/{partner.uuid}/"


def drafted(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def test_every_field_that_is_declared_stands_in_its_form(manager, partner, project, address):
    for about, where in ((About.RECORD, address), (About.PART, f"/en/space/projects/{project.uuid}/part/")):
        opened = fields_of(manager.client.get(where).content, "seen")
        for field, code in keys(about):
            base = column(field.name, code) if code else field.name
            for part in field.inputs():
                assert (f"{base}-{part}" if part else base) in opened, (field.name, code, part)
        texts = sum(field.is_text for field in PROPOSABLE[about])
        assert len(keys(about)) == len(PROPOSABLE[about]) + texts * (len(content_languages()) - 1)


def test_a_form_without_changes_sends_nothing(manager, address):
    answer = manager.send(address)
    assert answer.status_code == 422
    assert "You have changed nothing yet." in text_of(answer)
    assert not ChangeProposal.objects.exists()


def test_only_what_changed_is_proposed(proposed):
    proposal = proposed(acronym="ALF", website="https://alpha.example/")
    change = proposal.changes.get()
    assert (change.field, change.value_before, change.value_proposed) == ("acronym", "ALPHA", "ALF")


def test_the_second_of_two_managers_is_told_and_keeps_what_was_typed(sign_in, manager, partner, address):
    second = sign_in(partner, name="Bruno")
    opened = second.open(address)
    manager.send(address, **{SUMMARY_EN: "By Anna."})
    answer = second.send(address, opened, **{SUMMARY_EN: "By Bruno."})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Something has changed since you opened this form" in page
    assert "Anna proposed this" in page
    assert "By Anna." in page
    again = fields_of(answer.content, "seen")
    assert again[SUMMARY_EN] == "By Bruno."
    assert ChangeProposal.objects.count() == 1
    assert second.send(address, again).status_code == 302
    assert ChangeProposal.objects.count() == 2


def test_two_managers_who_change_different_fields_do_not_disturb_each_other(
    sign_in, manager, partner, address
):
    second = sign_in(partner)
    opened = second.open(address)
    manager.send(address, **{SUMMARY_EN: "By Anna."})
    assert second.send(address, opened, acronym="ALF").status_code == 302
    assert [change.key for change in ChangeProposal.objects.latest("pk").changes.all()] == ["acronym"]


def test_what_staff_published_meanwhile_is_not_taken_back_by_an_old_form(manager, partner, address):
    opened = manager.open(address)
    factories.edit(partner, acronym="NEW", summary={"en": "Published meanwhile."}).publish()
    assert manager.send(address, opened, website="https://alf.example/").status_code == 302
    assert [change.key for change in ProposedChange.objects.all()] == ["website"]
    answer = manager.send(address, opened, **{SUMMARY_EN: "Mine."})
    assert answer.status_code == 422
    assert "Published meanwhile." in text_of(answer)
    again = fields_of(answer.content, "seen")
    assert (again[SUMMARY_EN], again["acronym"]) == ("Mine.", "NEW")
    manager.send(address, again)
    change = ProposedChange.objects.get(field="summary")
    assert (change.value_before, change.value_proposed) == ("Published meanwhile.", "Mine.")


def test_sending_the_same_form_twice_makes_one_proposal(manager, address):
    opened = manager.open(address)
    for _time in range(2):
        assert manager.send(address, opened, acronym="ALF").status_code == 302
    assert ChangeProposal.objects.count() == 1
    assert "You have sent this already" in manager.see("/en/space/proposals/")


def test_a_field_with_a_waiting_proposal_says_so(proposed, manager, address):
    proposed(acronym="ALF")
    page = manager.see(address)
    assert "Anna proposed this" in page
    assert "ALF" in page


def test_there_is_room_for_so_many_proposals_only(manager, partner, address, sign_in):
    for number in range(MOST_WAITING):
        assert manager.send(address, acronym=f"A{number}").status_code == 302
    answer = manager.send(address, acronym="ONE MORE")
    assert answer.status_code == 422
    assert fields_of(answer.content, "seen")["acronym"] == "ONE MORE"
    assert f"{MOST_WAITING} proposals of your organisation wait" in text_of(answer)
    oldest = ChangeProposal.objects.earliest("pk")
    manager.client.post(f"/en/space/proposals/{oldest.uuid}/withdraw/")
    assert manager.send(address, acronym="ONE MORE").status_code == 302


def test_what_was_never_declared_is_not_taken(manager, partner, address):
    answer = manager.send(
        address,
        source_note="Hacked",
        is_this_cluster="on",
        live="",
        slug_en="hacked",
        partner="1",
        about="part",
        **{"change-1-decision": "accept"},
    )
    assert answer.status_code == 422
    assert not ChangeProposal.objects.exists()


@pytest.mark.parametrize("seen", ["", "nonsense", "eyJ4IjoxfQ:1abc:xyz"])
def test_a_form_whose_memory_was_tampered_with_keeps_what_was_typed(manager, address, seen):
    answer = manager.send(address, seen=seen, acronym="ALF")
    assert answer.status_code == 422
    again = fields_of(answer.content, "seen")
    assert again["acronym"] == "ALF"
    assert manager.send(address, again).status_code == 302
    assert ProposedChange.objects.get().value_before == "ALPHA"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("website", "javascript:alert(1)"),
        ("point", "somewhere"),
        ("point", "95.0, 3.0"),
        ("point", "nan, 3"),
        ("acronym", "A" * 41),
        (column("title", "en"), ""),
        (SUMMARY_EN, "x" * 301),
    ],
)
def test_wrong_values_are_refused_at_their_field_and_stay(manager, address, name, value):
    answer = manager.send(address, **{name: value})
    assert answer.status_code == 422
    assert "form-field--wrong" in answer.content.decode()
    assert fields_of(answer.content, "seen")[name] == value
    assert not ChangeProposal.objects.exists()


def test_a_country_that_is_none_is_refused(manager, address):
    answer = manager.send(address, country="ZZ")
    assert 'id="id_country_error"' in answer.content.decode()
    assert not ChangeProposal.objects.exists()


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("contact-agreed", "contact-agreed"),
        ("contact-email", "contact-email"),
        ("contact-name", "contact-name"),
    ],
)
def test_half_a_contact_is_refused(manager, project, missing, told):
    address = f"/en/space/projects/{project.uuid}/part/"
    whole = {"contact-name": "Rosa", "contact-email": "rosa@example.org", "contact-agreed": "on"}
    answer = manager.send(address, **{name: value for name, value in whole.items() if name != missing})
    assert answer.status_code == 422
    assert f'id="id_{told}_error"' in answer.content.decode()


def test_a_result_needs_a_title_and_a_real_address(manager, project):
    address = f"/en/space/projects/{project.uuid}/part/"
    result = {"result-kind": "report", "result-dissemination": "public", "result-url": "https://x.example/"}
    assert "Give a title in at least one language." in text_of(manager.send(address, **result))
    result |= {f"result-{column('title', 'de')}": "Bericht", "result-url": "ftp//x y"}
    assert manager.send(address, **result).status_code == 422
    assert not ChangeProposal.objects.exists()


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("logo.png", b"no picture at all", content_type="image/png"),
        SimpleUploadedFile(
            "logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/png"
        ),
        SimpleUploadedFile(
            "logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml"
        ),
        SimpleUploadedFile("logo.png", b"<html><script>alert(1)</script>", content_type="image/png"),
        SimpleUploadedFile("logo.png", picture().read()[:60], content_type="image/png"),
        SimpleUploadedFile("logo.png", b"\x89PNG\r\n" + b"x" * (5 * 1024 * 1024), content_type="image/png"),
        picture("GIF", "logo.png"),
        picture("BMP", "logo.png"),
    ],
    ids=["words", "svg as png", "svg", "html", "cut short", "too large", "gif as png", "bmp as png"],
)
def test_an_upload_that_is_no_picture_is_refused(manager, address, file, tmp_path):
    answer = manager.send(address, logo=file, acronym="ALF")
    assert answer.status_code == 422
    assert 'id="id_logo_error"' in answer.content.decode()
    assert fields_of(answer.content, "seen")["acronym"] == "ALF"
    assert not ChangeProposal.objects.exists()
    assert not list(tmp_path.rglob("*.*"))


def test_a_picture_is_kept_under_its_real_format_whatever_its_name(proposed, manager):
    change = proposed(logo=picture("JPEG", "../../evil.php.png")).changes.get()
    assert change.file.name.endswith(".jpg")
    assert "evil" not in change.file.name
    answer = manager.client.get(f"/en/space/proposals/files/{change.pk}/")
    assert answer["Content-Type"] == "image/jpeg"


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


def test_files_go_with_their_proposal(proposed, tmp_path):
    proposal = proposed(logo=picture())
    assert list((tmp_path / "private" / "proposals").iterdir())
    proposal.delete()
    assert not list((tmp_path / "private" / "proposals").iterdir())
