"""A translator of Dutch changes Dutch and nothing else, whichever way it is tried."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow, WorkflowPage

from cluster_portal.accounts.models import User
from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.merging import version_of
from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.groups import EDITORS
from partners.models import PartnerPage
from projects.models import KeyObjective, Participation, ProjectPage
from tests import factories
from tests.languages.writing import browser, everything_but_dutch, full_form, went_through
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db
OTHERS = [code for code in content_languages() if code != "nl"]


@pytest.fixture
def project(db: None) -> ProjectPage:
    """Return a published project with facts, rows and a body, written in French."""
    made = factories.project(
        source_language="fr",
        title=factories.in_all_languages("Projet"),
        summary={code: f"Résumé {code}" for code in content_languages()},
        objective={code: f"<p>But {code}</p>" for code in content_languages()},
        body={code: [("heading", {"text": f"Titre {code}"})] for code in content_languages()},
        acronym="ACRO",
        grant_number="101000000",
    )
    partner = factories.partner()
    factories.record(KeyObjective, project=made, text={code: f"Un {code}" for code in content_languages()})
    factories.record(KeyObjective, project=made, text={code: f"Deux {code}" for code in content_languages()})
    factories.participation(made, partner, role=Participation.Role.COORDINATOR)
    draft = drafted(made)
    factories.publish(draft)
    return ProjectPage.objects.get(pk=made.pk)


def drafted(page: PortalPage) -> Any:
    """Return a page as it is drafted now."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def edit_address(page: PortalPage) -> str:
    """Return the address of a page's form."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_whole_form_of_a_page_posted_changes_only_dutch(
    dutch: Client, project: ProjectPage, warnings: Callable[[], str]
) -> None:
    before = everything_but_dutch(drafted(project))
    data = full_form(project, edit_address(project))
    data |= {"acronym": "OTHER", "grant_number": "1", "summary_nl": "Nieuw", "objectives-0-text_nl": "Eerste"}
    answer = dutch.post(edit_address(project), data)
    assert answer.status_code == 302, getattr(answer.context["form"], "errors", "")
    after = drafted(project)
    assert everything_but_dutch(after) == before
    assert after.summary_nl == "Nieuw"
    assert after.objectives.all()[0].text_nl == "Eerste"
    assert "summary_fr" in warnings()
    assert "acronym" in warnings()


def test_the_form_shows_other_languages_as_text(dutch: Client, project: ProjectPage) -> None:
    answer = dutch.get(edit_address(project))
    form, page = answer.context["form"], answer.content.decode()
    for name in (
        "title_fr",
        "summary_en",
        "slug_fr",
        "acronym",
        "grant_number",
        "source_language",
    ):
        assert f'name="{name}"' not in page
        assert not form.may_write(name)
    for name in ("title_nl", "summary_nl", "slug_nl"):
        assert f'name="{name}"' in page
    assert '<div class="td-shown" lang="fr"><p>Résumé fr</p></div>' in page
    assert 'name="body_fr-count"' not in page
    assert "data-limited" in page
    assert 'name="small_edit"' not in page


def test_rows_are_neither_added_nor_removed_nor_moved(dutch: Client, project: ProjectPage) -> None:
    data = full_form(project, edit_address(project))
    data |= {
        "objectives-0-DELETE": "on",
        "objectives-1-ORDER": "1",
        "objectives-0-ORDER": "2",
        "objectives-TOTAL_FORMS": "3",
        "objectives-2-text_fr": "Encore",
        "objectives-2-text_nl": "Nog een",
        "objectives-1-text_nl": "Tweede",
    }
    assert dutch.post(edit_address(project), data).status_code == 302
    rows = list(drafted(project).objectives.all())
    assert [row.text_fr for row in rows] == ["Un fr", "Deux fr"]
    assert rows[1].text_nl == "Tweede"
    assert rows[0].text_nl == "Un nl gewijzigd"


def test_what_is_not_sent_of_a_row_stays(dutch: Client, project: ProjectPage) -> None:
    data = full_form(project, edit_address(project))
    data = {name: value for name, value in data.items() if not name.startswith("objectives-")}
    data |= {"objectives-TOTAL_FORMS": "0", "objectives-INITIAL_FORMS": "0"}
    assert dutch.post(edit_address(project), data).status_code == 302
    assert [row.text_nl for row in drafted(project).objectives.all()] == ["Un nl", "Deux nl"]


def test_a_row_that_was_never_published_is_translated_and_stays_the_same_row(
    dutch: Client, project: ProjectPage
) -> None:
    draft = drafted(project)
    draft.objectives = [*draft.objectives.all(), KeyObjective(text_fr="Troisième", text_en="Third")]
    draft.save_revision()
    row = drafted(project).objectives.all()[2]
    assert row.pk is None
    data = form_data(dutch.get(edit_address(project)).context["form"])
    data["objectives-2-text_nl"] = "Derde"
    assert dutch.post(edit_address(project), data).status_code == 302
    after = drafted(project).objectives.all()[2]
    assert (after.uuid, after.text_fr, after.text_nl) == (row.uuid, "Troisième", "Derde")


def test_an_editor_keeps_the_identity_of_a_row_that_was_never_published(
    people: Callable[..., User], project: ProjectPage
) -> None:
    draft = drafted(project)
    draft.objectives = [*draft.objectives.all(), KeyObjective(text_fr="Troisième", text_en="Third")]
    draft.save_revision()
    row = drafted(project).objectives.all()[2]
    editor = browser(people(EDITORS))
    data = form_data(editor.get(edit_address(project)).context["form"])
    data["objectives-2-text_fr"] = "Le troisième"
    assert editor.post(edit_address(project), data).status_code == 302
    rows = list(drafted(project).objectives.all())
    assert [row.text_fr for row in rows] == ["Un fr", "Deux fr", "Le troisième"]
    assert rows[2].uuid == row.uuid


def test_a_page_that_was_never_public(dutch: Client) -> None:
    page = factories.draft(
        PartnerPage,
        factories.partner_index(),
        source_language="fr",
        title={"fr": "Grappe", "nl": "Cluster"},
        city={"fr": "Liège"},
        acronym="GR",
    )
    before = everything_but_dutch(drafted(page))
    data = full_form(page, edit_address(page)) | {"city_nl": "Luik", "acronym": "XX"}
    assert dutch.post(edit_address(page), data).status_code == 302
    assert everything_but_dutch(drafted(page)) == before
    stored = PartnerPage.objects.get(pk=page.pk)
    assert (stored.city_fr, stored.city_nl, stored.acronym) == ("Liège", "Luik", "GR")


def test_going_back_to_an_earlier_version(dutch: Client, project: ProjectPage) -> None:
    old = project.latest_revision
    factories.edit(project, summary={"fr": "Neuf", "nl": "Nieuw"}, acronym="NEW")
    before = everything_but_dutch(drafted(project))
    address = reverse("wagtailadmin_pages:revisions_revert", args=[project.pk, old.pk])
    data = full_form(project, address) | {"summary_nl": "Weer oud", "summary_fr": "Autre"}
    assert dutch.post(edit_address(project), data).status_code == 302
    assert dutch.post(address, data).status_code in (302, 405)
    assert everything_but_dutch(drafted(project)) == before
    assert drafted(project).summary_nl == "Weer oud"


def test_submitting_to_a_workflow_keeps_to_dutch(dutch: Client, project: ProjectPage) -> None:
    workflow = Workflow.objects.first()
    WorkflowPage.objects.update_or_create(
        page=PortalPage.objects.get(depth=1), defaults={"workflow": workflow}
    )
    before = everything_but_dutch(drafted(project))
    data = full_form(project, edit_address(project)) | {"summary_nl": "Nieuw", "action-submit": "1"}
    assert dutch.post(edit_address(project), data).status_code == 302
    assert everything_but_dutch(drafted(project)) == before
    assert drafted(project).summary_nl == "Nieuw"


def test_copying_moving_and_bulk_actions_are_refused(dutch: Client, project: ProjectPage) -> None:
    number, place = PortalPage.objects.count(), project.get_parent().pk
    copied = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": place}
    assert not went_through(dutch.post(reverse("wagtailadmin_pages:copy", args=[project.pk]), copied))
    for action in ("publish", "unpublish", "delete", "move"):
        address = reverse("wagtail_bulk_action", args=["pages", "portalpage", action])
        dutch.post(f"{address}?id={project.pk}&next=/admin/", {"chooser": place, f"seen-{place}": "on"})
    assert PortalPage.objects.count() == number
    assert ProjectPage.objects.get(pk=project.pk).live


def test_a_translator_opens_every_page_and_previews_it(dutch: Client, project: ProjectPage) -> None:
    for page in PortalPage.objects.filter(depth__gt=1)[:3]:
        assert dutch.get(edit_address(page)).status_code == 200
    assert dutch.get(edit_address(project)).status_code == 200
    data = form_data(dutch.get(edit_address(project)).context["form"]) | {"summary_nl": "Voorbeeld"}
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[project.pk])
    assert dutch.post(address, data).json()["is_valid"]
    shown = dutch.get(f"{address}?mode=nl")
    assert shown.status_code == 200
    assert "Voorbeeld" in shown.content.decode()


def test_nobody_in_no_group_writes_anything(project: ProjectPage) -> None:
    person = factories.user(language="en")
    before = version_of(drafted(project))
    draft = drafted(project)
    draft.summary_nl = "Nieuw"
    draft.save_revision(user=person)
    after = version_of(drafted(project))
    assert {name: after[name] for name in before if name.startswith("summary")} == {
        name: before[name] for name in before if name.startswith("summary")
    }
