"""Corrections of results, and corrections that are half, forged, or late."""

from typing import Any
from uuid import uuid4

import pytest
from lxml import html

from cluster_portal.languages.codes import column, get_value
from partners.proposals.models import ChangeProposal
from tests import factories
from tests.proposals.content import choice, drafted, person_on, publish, published, result_of
from tests.proposals.people import fields_of, text_of

pytestmark = pytest.mark.django_db

ACCEPT = {"decision": "accept"}
ROW = "result_correction-row"


@pytest.fixture
def address(project: Any) -> str:
    return f"/en/space/projects/{project.uuid}/part/"


@pytest.fixture
def guide(project: Any) -> Any:
    """Return a result for the consortium."""
    return result_of(project, {"fr": "Guide des pilotes", "en": "Guide"}, kind="report")


def corrected(**changes: Any) -> dict[str, Any]:
    return {f"result_correction-{name}": value for name, value in changes.items()}


def test_parts_of_a_result_are_corrected_and_the_rest_stays(manager, editor, project, guide, address):
    other = result_of(project, {"en": "Data"})
    opened = html.fromstring(manager.client.get(address).content)
    row = choice(opened, ROW, "Guide (Report)")
    changes = corrected(row=row, url="https://x.example/", submitted_on="2026-05-06", dissemination="public")
    changes |= corrected(**{column("title", "en"): "Guide to pilots"})
    assert manager.send(address, **changes).status_code == 302
    proposal = ChangeProposal.objects.get()
    told = manager.see("/en/space/proposals/")
    assert "Guide Title (English): Guide to pilots Who may have it: Public" in told
    assert "Day: 6 May 2026" in told
    screen = editor.see(f"/admin/proposals/{proposal.uuid}/")
    assert "Now, in the draft Guide Title (English): Guide Who may have it: Consortium only" in screen
    editor.answer(proposal, result_correction=ACCEPT)
    results = {row.uuid: row for row in drafted(project).results.all()}
    result = results[guide.uuid]
    assert get_value(result, "title", "en") == "Guide to pilots"
    assert get_value(result, "title", "fr") == "Guide des pilotes"
    assert (result.kind, result.dissemination, result.url) == ("report", "public", "https://x.example/")
    assert get_value(results[other.uuid], "title", "en") == "Data"
    assert published(project).results.get(uuid=guide.uuid).url == ""
    publish(project)
    assert published(project).results.get(uuid=guide.uuid).pk == guide.pk


def test_a_result_is_taken_out_of_the_draft(manager, editor, project, guide, address):
    manager.send(address, **corrected(row=guide.uuid, remove="on"))
    proposal = ChangeProposal.objects.get()
    assert "Guide To be removed" in editor.see(f"/admin/proposals/{proposal.uuid}/")
    editor.answer(proposal, result_correction=ACCEPT)
    assert not drafted(project).results.exists()
    assert published(project).results.exists()


def test_an_address_replaces_a_file(manager, editor, project, address):
    from django.core.files.base import ContentFile

    from cluster_portal.media.models import PortalDocument

    document = PortalDocument.objects.create(title="D", file=ContentFile(b"x", name="d.txt"))
    result = result_of(project, {"en": "Guide"}, document=document)
    manager.send(address, **corrected(row=result.uuid, url="https://x.example/"))
    editor.answer(ChangeProposal.objects.get(), result_correction=ACCEPT)
    row = drafted(project).results.get()
    assert (row.document, row.url) == (None, "https://x.example/")


def test_a_correction_nobody_touched_proposes_nothing(manager, project, guide, address):
    person_on(project, "Rosa")
    manager.send(address, **{column("note", "en"): "Much"})
    assert [change.key for change in ChangeProposal.objects.get().changes.all()] == ["note:en"]


def test_what_the_page_says_already_is_not_proposed(manager, guide, address):
    manager.send(address, **corrected(row=guide.uuid, kind="report", url="https://x.example/"))
    value = ChangeProposal.objects.get().changes.get().value_proposed
    assert value == {"row": str(guide.uuid), "label": "Guide", "url": "https://x.example/"}


@pytest.mark.parametrize(
    ("changes", "wrong", "told"),
    [
        ({"row": "guide"}, "row", "Say what changes"),
        ({"kind": "tool"}, "row", "Choose what is to be corrected."),
        ({"remove": "on"}, "row", "Choose what is to be corrected."),
        ({"row": "guide", "remove": "on", "kind": "tool"}, "remove", "Either untick this"),
        ({"row": "guide", "kind": "report"}, "row", "The page says this already."),
        ({"row": "guide", "url": "ftp//x y"}, "url", "Enter a valid URL."),
    ],
)
def test_half_a_correction_is_refused_at_its_field(manager, guide, address, changes, wrong, told):
    given = {name: str(guide.uuid) if value == "guide" else value for name, value in changes.items()}
    answer = manager.send(address, **corrected(**given))
    assert answer.status_code == 422
    assert told in text_of(answer)
    page = html.fromstring(answer.content)
    assert page.xpath(f"//*[@id='id_result_correction-{wrong}_error']/ancestor::details[@open]")
    assert fields_of(answer.content, "seen")[ROW] == given.get("row", "")
    assert not ChangeProposal.objects.exists()


def test_a_result_of_another_project_is_as_unknown_as_one_that_does_not_exist(
    manager, editor, project, guide, address
):
    secret = result_of(factories.project(), {"en": "Secret"})
    told = []
    for identity in (secret.uuid, uuid4(), secret.pk, "nonsense"):
        answer = manager.send(address, **corrected(row=identity, remove="on"))
        assert answer.status_code == 422
        page = html.fromstring(answer.content)
        told += page.xpath("//*[@id='id_result_correction-row_error']/li/text()")
        assert "Secret" not in answer.content.decode()
    assert told == ["This is not on the page any more: choose again."] * 4
    # A forged identity that was kept all the same changes nothing.
    manager.send(address, **corrected(row=guide.uuid, remove="on"))
    change = ChangeProposal.objects.get().changes.get()
    change.value_proposed |= {"row": str(secret.uuid)}
    change.save()
    editor.answer(change.proposal, result_correction=ACCEPT)
    assert drafted(project).results.count() == 1
    assert factories.ProjectPage.objects.filter(results=secret).exists()


def test_a_person_of_another_page_cannot_be_corrected(manager, editor, project, partner, address):
    person_on(project, "Rosa")
    other = factories.project()
    person_on(other, "Secret")
    for identity in (other.contacts.get().pk, other.contacts.get().contact.uuid):
        answer = manager.send(
            address, **{"contact_correction-row": identity, "contact_correction-phone": "9"}
        )
        assert answer.status_code == 422
        assert "This is not on the page any more: choose again." in text_of(answer)


def test_a_result_that_left_the_page_while_the_form_was_open(manager, project, guide, address):
    result_of(project, {"en": "Data"})
    opened = manager.open(address)
    draft = drafted(project)
    draft.results.remove(draft.results.get(uuid=guide.uuid))
    factories.publish(draft)
    answer = manager.send(address, opened, **corrected(row=guide.uuid, kind="tool"))
    assert answer.status_code == 422
    assert "This is not on the page any more: choose again." in text_of(answer)


def test_staff_see_that_the_draft_says_something_else(manager, editor, project, guide, address):
    manager.send(address, **corrected(row=guide.uuid, kind="tool"))
    draft = drafted(project)
    row = draft.results.get()
    row.kind = "dataset"
    draft.results.add(row)
    draft.save_revision()
    proposal = ChangeProposal.objects.get()
    opened = editor.open(f"/admin/proposals/{proposal.uuid}/", having="-seen")
    screen = editor.see(f"/admin/proposals/{proposal.uuid}/")
    assert "Then, as the partner saw it Guide Kind: Report" in screen
    assert "Now, in the draft Guide Kind: Data set" in screen
    row.kind = "publication"
    draft.results.add(row)
    draft.save_revision()
    answer = editor.answer(proposal, opened, result_correction=ACCEPT)
    assert "was changed meanwhile. Look at it again." in text_of(answer)
    editor.answer(proposal, result_correction=ACCEPT)
    assert drafted(project).results.get().kind == "tool"


def test_corrections_are_closed_until_they_are_needed(manager, guide, address):
    page = html.fromstring(manager.client.get(address).content)
    closed = f"//select[@name='{ROW}']/ancestor::details[not(@open)]"
    assert page.xpath(closed)
    manager.send(address, **corrected(row=guide.uuid, remove="on"))
    page = html.fromstring(manager.client.get(address).content)
    assert not page.xpath(closed)


def test_what_waits_is_shown_although_there_is_nothing_left_to_correct(manager, project, guide, address):
    manager.send(address, **corrected(row=guide.uuid, remove="on"))
    draft = drafted(project)
    draft.results.set([])
    factories.publish(draft)
    page = manager.see(address)
    assert "Guide To be removed" in page
    assert manager.send(address, **{column("note", "en"): "Much"}).status_code == 302
