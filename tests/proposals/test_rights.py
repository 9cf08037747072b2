"""Who may see, send and answer what: members, managers, strangers, disabled people, staff."""

import uuid
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from cluster_portal.languages.codes import column
from cluster_portal.staff.groups import translators
from partners.memberships.models import Role
from partners.proposals.choices import Decision
from partners.proposals.models import ChangeProposal
from tests import factories
from tests.groups import ROOT

pytestmark = pytest.mark.django_db

ACCEPT = {"decision": "accept"}


def addresses(partner: Any, project: Any) -> list[str]:
    return [f"/en/space/partner/{partner.uuid}/", f"/en/space/projects/{project.uuid}/part/"]


def test_members_see_and_managers_send(sign_in, manager, partner, project):
    member = sign_in(partner, role=Role.MEMBER)
    for address in addresses(partner, project):
        page = member.see(address)
        assert "Only managers of your organisation send changes." in page
        assert "Anna" in page
        assert "Send the changes" not in page
        assert "Send the changes" in manager.see(address)
        sent = manager.open(address) | {column("note", "en"): "x", "acronym": "X"}
        assert member.client.post(address, sent).status_code == 403
    assert not ChangeProposal.objects.exists()


def test_another_partners_record_and_project_do_not_exist(sign_in, partner, project):
    other = factories.partner(title={"en": "Beta"})
    manager_of_other = sign_in(other)
    nowhere = [f"/en/space/partner/{uuid.uuid4()}/", f"/en/space/projects/{uuid.uuid4()}/part/"]
    for address, unknown in zip(addresses(partner, project), nowhere, strict=True):
        for method in ("get", "post"):
            answer = getattr(manager_of_other.client, method)(address)
            assert answer.status_code == 404
            told = getattr(manager_of_other.client, method)(unknown).content.decode()
            # The address itself stands in the links to the other languages.
            own, theirs = (one.removeprefix("/en/") for one in (address, unknown))
            assert answer.content.decode().replace(own, theirs) == told


def test_a_manager_of_one_partner_who_is_member_of_another_sends_for_the_first_only(sign_in, partner):
    other = factories.partner(title={"en": "Beta"})
    person = sign_in(partner)
    person.user.memberships.create(partner=other, role=Role.MEMBER)
    address = f"/en/space/partner/{other.uuid}/"
    assert person.client.post(address, person.open(address) | {"acronym": "X"}).status_code == 403
    address = f"/en/space/partner/{partner.uuid}/"
    assert person.send(address, acronym="X").status_code == 302


def test_somebody_of_two_partners_of_a_project_chooses_the_one(sign_in, partner, project):
    other = factories.partner(title={"en": "Beta"})
    factories.participation(project, other, note={"en": "Training"})
    stranger = factories.partner(title={"en": "Gamma"})
    factories.participation(project, stranger)
    person = sign_in(partner, other)
    address = f"/en/space/projects/{project.uuid}/part/"
    assert "Beta" in person.see(address)
    person.send(f"{address}?partner={other.uuid}", **{column("note", "en"): "Training of many"})
    assert ChangeProposal.objects.get().partner == other
    assert person.client.get(f"{address}?partner={stranger.uuid}").status_code == 404


def test_pages_that_are_not_public_are_not_shown(sign_in, partner, project):
    person = sign_in(partner)
    project.unpublish()
    assert person.client.get(f"/en/space/projects/{project.uuid}/part/").status_code == 404
    hidden = factories.draft(type(partner), factories.partner_index(), title={"en": "Hidden"})
    person.user.memberships.create(partner=hidden, role=Role.MANAGER)
    assert person.client.get(f"/en/space/partner/{hidden.uuid}/").status_code == 404
    assert "Hidden" not in person.see("/en/space/proposals/")


def test_a_restricted_project_is_for_those_who_may_read_it(sign_in, partner, project):
    from django.contrib.auth.models import Group

    person = sign_in(partner)
    restriction = PageViewRestriction.objects.create(
        page=project, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.create(name="Others"))
    assert person.client.get(f"/en/space/projects/{project.uuid}/part/").status_code == 404
    assert "Project One" not in person.see("/en/space/proposals/")


def test_texts_of_a_language_that_is_not_published_are_not_shown(sign_in, partner):
    person = sign_in(partner)
    factories.edit(partner, summary={"de": "Geheim"}, city={"en": "Secret"})
    type(partner).objects.filter(pk=partner.pk).update(**{column("summary", "de"): "Geheim"})
    page = person.client.get(f"/en/space/partner/{partner.uuid}/").content.decode()
    assert "Geheim" not in page
    assert "Secret" not in page
    assert "A cluster." in page


def test_a_disabled_person_is_out_at_the_next_request(sign_in, partner, project):
    person = sign_in(partner)
    person.user.is_active = False
    person.user.save()
    for address in [*addresses(partner, project), "/en/space/proposals/"]:
        answer = person.client.get(address)
        assert answer.status_code == 302
        assert "/account/login/" in answer["Location"]


def test_who_left_the_partner_is_out_at_the_next_request(sign_in, partner, project):
    person = sign_in(partner)
    opened = person.open(f"/en/space/partner/{partner.uuid}/")
    person.user.memberships.all().delete()
    for address in [*addresses(partner, project), "/en/space/proposals/"]:
        assert person.client.get(address).status_code == 403
        assert person.client.post(address, opened | {"acronym": "X"}).status_code in (403, 405)
    assert not ChangeProposal.objects.exists()


def test_staff_who_belong_to_no_partner_have_no_space(sign_in, partner, project):
    chief = sign_in(is_superuser=True)
    for address in addresses(partner, project):
        assert chief.client.get(address).status_code == 403


def test_no_cache_keeps_the_screens(sign_in, partner, project):
    person = sign_in(partner)
    for address in [*addresses(partner, project), "/en/space/proposals/"]:
        assert "no-store" in person.client.get(address)["Cache-Control"]


def test_partners_have_no_way_into_the_screens_of_staff(proposed, manager):
    proposal = proposed(acronym="ALF")
    for address in ("/admin/proposals/", f"/admin/proposals/{proposal.uuid}/"):
        assert manager.client.get(address).status_code == 302
        assert Client().get(address).status_code == 302
    change = proposal.changes.get()
    manager.client.post(f"/admin/proposals/{proposal.uuid}/", {f"change-{change.pk}-decision": "accept"})
    change.refresh_from_db()
    assert change.decision == Decision.WAITING


def test_staff_answer_only_what_they_may_edit_in_the_languages_they_write(proposed, sign_in, partner):
    from django.contrib.auth.models import Permission

    proposal = proposed(
        **{column("summary", "en"): "New.", column("summary", "fr"): "Neuf.", "acronym": "ALF"}
    )
    translator = sign_in(groups=(translators("en"),))
    assert translator.client.get(f"/admin/proposals/{proposal.uuid}/").status_code == 302
    translator.user.user_permissions.add(Permission.objects.get(codename="change_changeproposal"))
    page = translator.see(f"/admin/proposals/{proposal.uuid}/")
    assert "New." in page
    assert "Neuf." not in page
    assert "2 changes are in languages that you do not write." in page
    forged = translator.open(f"/admin/proposals/{proposal.uuid}/", having="-seen")
    french = proposal.changes.get(language="fr")
    forged |= {f"change-{french.pk}-decision": "accept", f"change-{french.pk}-value": "Neuf."}
    translator.answer(proposal, forged, summary__en=ACCEPT)
    decisions = {change.key: change.decision for change in proposal.changes.all()}
    assert decisions == {
        "summary:en": Decision.ACCEPTED,
        "summary:fr": Decision.WAITING,
        "acronym": Decision.WAITING,
    }


def test_staff_without_rights_on_the_page_find_no_proposal(proposed, sign_in):
    from django.contrib.auth.models import Group, Permission

    proposal = proposed(acronym="ALF")
    group = Group.objects.create(name="Elsewhere")
    group.permissions.add(*Permission.objects.filter(codename__in=["access_admin", "change_changeproposal"]))
    somebody = sign_in(groups=("Elsewhere",))
    assert somebody.client.get(f"/admin/proposals/{proposal.uuid}/").status_code == 404
    assert "Alpha" not in somebody.see("/admin/proposals/")


def test_the_folder_of_files_is_no_public_one(settings):
    from partners.proposals.storage import private_files

    storage = private_files()
    assert not storage.location.startswith(str(settings.MEDIA_ROOT))
    assert not storage.location.startswith(str(ROOT / "cluster_portal" / "static"))
    with pytest.raises(ValueError, match="no address"):
        storage.url("x.png")
