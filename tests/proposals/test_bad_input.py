"""Two people at once, forms that were tampered with or are half filled in."""

from typing import Any

import pytest

from cluster_portal.languages.codes import column, content_languages
from partners.proposals.choices import About
from partners.proposals.declared import PROPOSABLE, keys
from partners.proposals.fields import Version
from partners.proposals.models import ChangeProposal, ProposedChange
from partners.proposals.sending import MOST_WAITING
from tests import factories
from tests.proposals.content import person_on, result_of
from tests.proposals.people import fields_of, text_of

pytestmark = pytest.mark.django_db

ACCEPT = {"decision": "accept"}
SUMMARY_EN = column("summary", "en")


@pytest.fixture
def address(partner: Any) -> str:
    return f"/en/space/partner/{partner.uuid}/"


def test_every_field_that_is_declared_stands_in_its_form(manager, partner, project, address):
    person_on(partner, "Rosa")
    person_on(project, "Rosa")
    result_of(project, {"en": "Guide"})
    part = f"/en/space/projects/{project.uuid}/part/"
    for about, where, page in ((About.RECORD, address, partner), (About.PART, part, project)):
        opened = fields_of(manager.client.get(where).content, "seen")
        for field, code in keys(about):
            base = column(field.name, code) if code else field.name
            inputs = field.inputs(Version(page, partner.pk, is_public=True), code)
            assert inputs
            for part in inputs:
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
    factories.publish_edit(partner, acronym="NEW", summary={"en": "Published meanwhile."})
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
