"""Proposals: what differs is asked once, what staff wrote stays, where a value came from is remembered."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partners.models import FormerName, PartnerPage
from projects.cordis.accepting import decide
from projects.cordis.models import CordisProject, FactSource, ImportRun, Proposal
from projects.cordis.proposing import refresh_proposal, refresh_proposals
from projects.cordis.staging import run_import
from projects.models import ProjectPage
from tests import factories
from tests.cordis.files import NUMBER, SAMPLE, folder, organisation, project

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return factories.user(is_superuser=True)


@pytest.fixture
def load(tmp_path):
    def read(projects, organisations, only=()):
        return run_import(ImportRun(source="test"), folder(tmp_path, projects, organisations), only)

    return read


def open_facts(proposal):
    return {fact.key: fact for fact in proposal.facts.undecided()}


def accept(proposal, user, *keys, partners=None):
    facts = open_facts(proposal)
    chosen = [facts[key].pk for key in keys] if keys else [fact.pk for fact in facts.values()]
    choices = {facts[key].pk: str(choice) for key, choice in (partners or {}).items()}
    return decide(proposal, chosen, [], user, choices)


def proposal_for(number=NUMBER):
    return refresh_proposal(CordisProject.objects.get(grant_number=number))[0]


def test_a_project_on_the_portal_is_proposed_with_both_values_and_the_sources_date(load):
    factories.project(grant_number=NUMBER, budget=Decimal(5), starts_on=date(2023, 1, 1))
    load([project()], [])
    facts = open_facts(Proposal.objects.get())
    assert facts["budget"].portal_value == "5.00"
    assert facts["budget"].source_value == "1000000.00"
    assert facts["budget"].source_date == date(2024, 5, 6)
    assert facts["eu_contribution"].source_value == "800000.50"
    assert "starts_on" not in facts


def test_a_second_run_proposes_nothing_new(load):
    factories.project(grant_number=NUMBER)
    first = load([project()], [organisation("INVENTED WORKS SRL")])
    before = list(Proposal.objects.get().facts.values())
    second = load([project()], [organisation("INVENTED WORKS SRL")])
    assert (first.proposals, second.proposals) == (1, 0)
    assert list(Proposal.objects.get().facts.values()) == before


def test_after_all_is_accepted_nothing_is_asked_again(load, editor):
    factories.project(grant_number=NUMBER)
    rows = [
        organisation("INVENTED WORKS SRL", organisationID="111", geolocation="50.46,4.86", activityType="PRC")
    ]
    load([project()], rows)
    accept(Proposal.objects.get(), editor)
    assert load([project()], rows).proposals == 0
    assert not Proposal.objects.to_decide().exists()


def test_projects_that_are_not_on_the_portal_are_proposed_when_named():
    run_import(ImportRun(source="test"), SAMPLE)
    assert not Proposal.objects.exists()
    run_import(ImportRun(source="test"), SAMPLE, ["792210"])
    assert Proposal.objects.get().project is None


def test_accepted_facts_are_published_where_nothing_else_waits(load, editor):
    page = factories.project(grant_number=NUMBER)
    load([project()], [])
    accept(Proposal.objects.get(), editor, "budget", "starts_on")
    page.refresh_from_db()
    assert (page.budget, page.starts_on) == (Decimal(1000000), date(2023, 1, 1))
    assert not page.has_unpublished_changes


def test_accepted_facts_wait_in_the_draft_with_other_changes(load, editor):
    page = factories.project(grant_number=NUMBER)
    factories.edit(page, website="https://example.org")
    load([project()], [])
    accept(Proposal.objects.get(), editor, "budget")
    page = ProjectPage.objects.get(pk=page.pk)
    assert page.budget is None
    latest = page.get_latest_revision_as_object()
    assert (latest.budget, latest.website) == (Decimal(1000000), "https://example.org")


def test_texts_are_proposed_where_there_is_none_and_go_to_the_draft(load, editor):
    page = factories.project(grant_number=NUMBER, full_title={"en": "Written by staff"})
    load([project(objective="First <b>line</b>\nsecond line")], [])
    facts = open_facts(Proposal.objects.get())
    assert "full_title" not in facts
    accept(Proposal.objects.get(), editor, "objective", "budget")
    page = ProjectPage.objects.get(pk=page.pk)
    assert page.budget == Decimal(1000000)
    assert not page.texts_in("en").objective
    latest = page.get_latest_revision_as_object()
    assert str(latest.texts_in("en").objective) == "<p>First &lt;b&gt;line&lt;/b&gt;</p><p>second line</p>"
    assert str(latest.texts_in("en").full_title) == "Written by staff"


def test_a_field_that_staff_changed_survives_the_next_run(load, editor):
    page = factories.project(grant_number=NUMBER)
    load([project()], [])
    accept(Proposal.objects.get(), editor, "budget")
    factories.publish_edit(ProjectPage.objects.get(pk=page.pk), budget=Decimal(7))
    assert load([project()], []).proposals == 0
    page.refresh_from_db()
    assert page.budget == Decimal(7)


def test_a_value_that_the_source_changed_is_asked_again(load, editor):
    factories.project(grant_number=NUMBER)
    load([project()], [])
    accept(Proposal.objects.get(), editor)
    load([project(totalCost="2000000")], [])
    facts = open_facts(Proposal.objects.get())
    assert set(facts) == {"budget"}
    assert (facts["budget"].portal_value, facts["budget"].source_value) == ("1000000.00", "2000000.00")


def test_a_declined_fact_is_not_asked_again(load, editor):
    factories.project(grant_number=NUMBER)
    load([project()], [])
    proposal = Proposal.objects.get()
    decide(proposal, [], [fact.pk for fact in open_facts(proposal).values()], editor)
    assert load([project()], []).proposals == 0
    assert not FactSource.objects.exists()


def test_a_value_changed_between_looking_and_accepting_is_not_overwritten(load, editor):
    page = factories.project(grant_number=NUMBER)
    load([project()], [])
    factories.publish_edit(page, budget=Decimal(7))
    with pytest.raises(ValidationError):
        accept(Proposal.objects.get(), editor, "budget")
    page.refresh_from_db()
    assert page.budget == Decimal(7)


def test_where_a_value_came_from_is_remembered(load, editor):
    page = factories.project(grant_number=NUMBER)
    load([project()], [])
    accept(Proposal.objects.get(), editor, "budget")
    source = FactSource.objects.get(page=page.pk)
    assert (source.field, source.value, source.source) == ("budget", "1000000.00", "CORDIS")
    assert source.source_date == date(2024, 5, 6)
    assert source.source_url.endswith(NUMBER)
    assert source.accepted_by == editor


def test_a_project_without_a_page_gets_a_draft(load, editor):
    load(
        [project()],
        [organisation("INVENTED WORKS SRL", role="coordinator", netEcContribution="10,5")],
        [NUMBER],
    )
    proposal = accept(proposal_for(), editor)
    page = ProjectPage.objects.get(grant_number=NUMBER)
    assert proposal.project == page
    assert not page.live
    latest = page.get_latest_revision_as_object()
    assert latest.acronym == "INVENTED"
    assert latest.programme.generation == "horizon_2021"
    row = latest.participations.get()
    assert (row.role, row.contribution) == ("coordinator", Decimal("10.50"))
    assert not row.partner.live
    assert (str(row.partner.title), row.partner.get_latest_revision_as_object().country) == (
        "Invented Works Srl",
        "BE",
    )
    assert refresh_proposals() == 0


@pytest.mark.parametrize(
    ("fields", "name", "by"),
    [
        ({"cordis_id": "999"}, "QUITE ANOTHER NAME", "identifier"),
        ({"title": {"fr": "Société Inventée SA"}}, "SOCIETE INVENTEE", "name"),
        ({"title": {"fr": "Neuf"}}, "ATELIERS DE L'EXEMPLE", "former_name"),
    ],
)
def test_partners_are_found_by_identifier_name_and_former_name(load, fields, name, by, editor):
    partner = factories.partner(**fields)
    if by == "former_name":
        FormerName.objects.create(partner=partner, name="Ateliers de l’Exemple")
    factories.project(grant_number=NUMBER)
    load([project()], [organisation(name, organisationID="999")])
    fact = open_facts(Proposal.objects.get())["participation:999"]
    assert fact.matched_by == by
    assert fact.candidates[0]["pk"] == partner.pk
    accept(Proposal.objects.get(), editor, "participation:999")
    row = ProjectPage.objects.get(grant_number=NUMBER).participations.get()
    assert row.partner == partner
    assert row.partner.cordis_id == "999"


def test_a_similar_name_is_a_question(load, editor):
    partner = factories.partner(title={"fr": "Invented Mechanical Works of Wallonia"})
    factories.project(grant_number=NUMBER)
    load([project()], [organisation("INVENTED MECHANICAL WORK OF WALLONIA", organisationID="999")])
    fact = open_facts(Proposal.objects.get())["participation:999"]
    assert fact.matched_by == "similar_name"
    assert fact.candidates[0]["pk"] == partner.pk
    accept(Proposal.objects.get(), editor, "participation:999", partners={"participation:999": partner.pk})
    assert ProjectPage.objects.get(grant_number=NUMBER).participations.get().partner == partner


def test_names_in_another_country_are_not_the_same(load):
    factories.partner(title={"fr": "Invented Works"}, country="FR")
    factories.project(grant_number=NUMBER)
    load([project()], [organisation("INVENTED WORKS", organisationID="999")])
    assert open_facts(Proposal.objects.get())["participation:999"].matched_by == "none"


def test_a_known_partner_is_completed_and_not_overwritten(load, editor):
    partner = factories.partner(title={"fr": "Invented Works"}, cordis_id="999", city={"fr": "Liège"})
    page = factories.project(grant_number=NUMBER)
    factories.participation(page, partner, contribution=Decimal(1), role="coordinator")
    page = ProjectPage.objects.get(pk=page.pk)
    factories.publish(page)
    row = organisation(
        "INVENTED WORKS", organisationID="999", geolocation="50.46,4.86", netEcContribution="2"
    )
    load([project()], [row])
    facts = open_facts(Proposal.objects.get())
    assert facts["participation:999:role"].source_value == "participant"
    assert facts["participation:999:contribution"].source_value == "2.00"
    assert f"partner:{partner.pk}:city" not in facts
    accept(Proposal.objects.get(), editor)
    partner = PartnerPage.objects.get(pk=partner.pk)
    assert (partner.country, str(partner.latitude), str(partner.texts_in("fr").city)) == (
        "BE",
        "50.46000",
        "Liège",
    )
    stored = ProjectPage.objects.get(pk=page.pk).participations.get()
    assert (stored.role, stored.contribution) == ("participant", Decimal(2))


def test_an_organisation_at_two_places_is_remarked(load, editor):
    factories.partner(title={"fr": "Invented Works"}, cordis_id="999")
    factories.project(grant_number=NUMBER)
    rows = [
        organisation("INVENTED WORKS", organisationID="999", geolocation="50.46,4.86"),
        organisation("INVENTED WORKS", "900000002", organisationID="999", geolocation="39.59,21.29"),
    ]
    load([project(), project("900000002")], rows)
    fact = next(fact for key, fact in open_facts(Proposal.objects.get()).items() if key.endswith(":point"))
    assert fact.remark == "two_places"


def test_a_project_is_found_by_its_acronym_when_it_has_no_number(load, editor):
    page = factories.project(acronym="Invented")
    load([project()], [], [NUMBER])
    proposal = Proposal.objects.get()
    assert proposal.project == page
    assert open_facts(proposal)["grant_number"].remark == "same_acronym"
    accept(proposal, editor, "grant_number")
    page.refresh_from_db()
    assert page.grant_number == NUMBER


def test_facts_that_make_a_page_invalid_change_nothing(load, editor):
    page = factories.project(grant_number=NUMBER, budget=Decimal(5))
    load([project()], [])
    with pytest.raises(ValidationError):
        accept(Proposal.objects.get(), editor, "eu_contribution")
    page.refresh_from_db()
    assert page.eu_contribution is None
    assert not FactSource.objects.exists()


def test_who_may_not_edit_the_page_may_not_accept(load):
    factories.project(grant_number=NUMBER)
    load([project()], [])
    with pytest.raises(PermissionDenied):
        accept(Proposal.objects.get(), factories.user(), "budget")
