"""A page in the bin that others name stays named by them, through every save, and comes back for readers with it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cluster_portal.bin.models import BinnedPage
from cluster_portal.pages.publishing import Choice, publish
from partners.models import PartnerPage
from projects.models import Participation, Programme, ProjectPage
from tests import factories
from tests.bin.going import bring_back, delete
from tests.bin.test_deleting import named
from tests.factories import in_all_languages
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db
IN_BIN = "(in the bin)"


def opened(client: Client, page: Any) -> Any:
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
    return answer


def saved(client: Client, page: Any, **changes: Any) -> Any:
    """Save the form of a page as it was opened, but for the changes; it must be accepted."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = {**form_data(opened(client, page).context["form"]), **changes}
    answer = client.post(address, data)
    assert answer.status_code == 302, [held.errors for held in answer.context["form"].formsets.values()]
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def published(page: Any) -> Any:
    publish(page, Choice(["fr"], facts=True))
    return type(page).objects.get(pk=page.pk)


class TestGoals:
    """The goals that a project serves."""

    @pytest.fixture
    def goals(self, db: None) -> list[Any]:
        return [factories.goal(title=in_all_languages(name)) for name in ("Export", "Training")]

    @pytest.fixture
    def project(self, goals: list[Any]) -> ProjectPage:
        return factories.project(title=in_all_languages("Gearbox"), goals=goals)

    def test_a_goal_comes_back(
        self, staff: Any, reader: Client, goals: list[Any], project: ProjectPage
    ) -> None:
        client, (export, training) = staff(), goals
        delete(client, export)
        assert f"Export {IN_BIN}" in opened(client, project).content.decode()
        assert f"Training {IN_BIN}" not in opened(client, project).content.decode()
        draft = saved(client, project, summary_fr="Court.")
        assert {goal.pk for goal in draft.goals.all()} == {export.pk, training.pk}
        published(project)
        shown = reader.get(project.get_url_in("fr")).content.decode()
        assert "Training" in shown
        assert "Export" not in shown
        bring_back(client, export, languages=["fr"])
        assert "Export" in reader.get(project.get_url_in("fr")).content.decode()
        assert IN_BIN not in opened(client, project).content.decode()

    def test_publishing_without_a_form_keeps_it(
        self, staff: Any, goals: list[Any], project: ProjectPage
    ) -> None:
        client = staff()
        delete(client, goals[0])
        factories.publish_edit(project, summary={"fr": "Court."})
        bring_back(client, goals[0])
        assert ProjectPage.objects.get(pk=project.pk).goals.count() == 2

    def test_it_can_be_taken_out(self, staff: Any, goals: list[Any], project: ProjectPage) -> None:
        client, (export, training) = staff(), goals
        delete(client, export)
        saved(client, project, goals=[training.pk])
        published(project)
        bring_back(client, export)
        assert [goal.pk for goal in ProjectPage.objects.get(pk=project.pk).goals.all()] == [training.pk]

    def test_it_cannot_be_chosen_anew(self, staff: Any, goals: list[Any]) -> None:
        client, other = staff(), factories.project()
        delete(client, goals[0])
        assert IN_BIN not in opened(client, other).content.decode()
        data = {**form_data(opened(client, other).context["form"]), "goals": [goals[0].pk]}
        answer = client.post(reverse("wagtailadmin_pages:edit", args=[other.pk]), data)
        assert "goals" in answer.context["form"].errors


@pytest.mark.parametrize(("model", "field"), [(ProjectPage, "follows"), (PartnerPage, "successor")])
def test_a_page_that_is_chosen(staff: Any, model: Any, field: str) -> None:
    make = factories.project if model is ProjectPage else factories.partner
    client, other = staff(), make(title=in_all_languages("Earlier"))
    page = make(title=in_all_languages("Later"), **{field: other})
    delete(client, other)
    assert f"Earlier {IN_BIN}" in opened(client, page).content.decode()
    assert getattr(saved(client, page, summary_fr="Court."), f"{field}_id") == other.pk
    published(page)
    bring_back(client, other)
    assert getattr(model.objects.get(pk=page.pk), f"{field}_id") == other.pk


def test_a_partner_that_only_a_draft_names(staff: Any) -> None:
    """What is public needs its partners, so that they cannot go; a draft has not been asked."""
    client = staff()
    project, partner = factories.project(), factories.partner(title=in_all_languages("Newcomer"))
    draft = ProjectPage.objects.get(pk=project.pk)
    draft.participations.add(Participation(partner=partner, role="participant"))
    draft.save_revision()
    assert delete(client, partner).status_code == 302
    assert f"Newcomer {IN_BIN}" in opened(client, project).content.decode()
    kept = saved(client, project, summary_fr="Court.")
    assert [row.partner_id for row in kept.participations.all()] == [partner.pk]


def test_what_only_a_draft_names_and_is_gone_for_good(staff: Any) -> None:
    """Only what is public keeps a programme from being deleted; the draft is opened without it."""
    client = staff()
    programme = factories.record(Programme, name=in_all_languages("Short-lived"))
    project, partner = factories.project(), factories.partner()
    draft = ProjectPage.objects.get(pk=project.pk)
    draft.programme = programme
    draft.participations.add(Participation(partner=partner, role="participant"))
    draft.save_revision()
    client.post(reverse(Programme.snippet_viewset.get_url_name("delete"), args=[programme.pk]))
    delete(client, partner)
    client.post(reverse("bin_remove", args=[BinnedPage.objects.get().pk]))
    assert not Programme.objects.filter(pk=programme.pk).exists()
    assert not BinnedPage.objects.exists()
    kept = saved(client, project, summary_fr="Court.")
    assert kept.programme is None
    assert not kept.participations.exists()


def test_a_link_in_a_text(staff: Any, reader: Client) -> None:
    client, target = staff(), named("Target")
    link = {"text": "See there", "page": target.pk, "url": ""}
    body = [{"type": "links", "value": [link]}]
    page = factories.plain_page(title=in_all_languages("Linking"), body={"fr": body})
    delete(client, target)
    assert f"Target {IN_BIN}" in opened(client, page).content.decode()
    draft = saved(client, page, summary_fr="Court.")
    assert draft.body_fr[0].value[0]["page"].pk == target.pk
    published(page)
    assert "/target/" not in reader.get("/fr/linking/").content.decode()
    bring_back(client, target, languages=["fr"])
    assert "/fr/target/" in reader.get("/fr/linking/").content.decode()
