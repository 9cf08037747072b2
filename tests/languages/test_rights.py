"""A translator of Dutch changes Dutch and nothing else, whichever way it is tried."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from modelcluster.models import get_all_child_relations
from wagtail.models import Workflow, WorkflowPage

from cluster_portal.accounts.models import User
from cluster_portal.identity.models import PortalSettings
from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.merging import version_of
from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.groups import EDITORS, translators
from partners.models import PartnerPage
from projects.acknowledgement.models import AcknowledgementWording
from projects.models import KeyObjective, Participation, ProjectPage, Sector
from tests import factories
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db
OTHERS = [code for code in content_languages() if code != "nl"]


@pytest.fixture
def people(db: None) -> Callable[..., User]:
    """Return a function that makes a member of groups, an administrator without any."""

    def make(*groups: str) -> User:
        person = factories.user(name="Nel", language="en", is_superuser=not groups)
        person.groups.set(Group.objects.filter(name__in=groups))
        return person

    return make


@pytest.fixture
def dutch(people: Callable[..., User]) -> Client:
    """Return the browser of a translator of Dutch."""
    return browser(people(translators("nl")))


def browser(person: User) -> Client:
    """Return somebody's browser."""
    client = Client()
    client.force_login(person)
    return client


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
    draft.save_revision().publish()
    return ProjectPage.objects.get(pk=made.pk)


def drafted(page: PortalPage) -> Any:
    """Return a page as it is drafted now."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def full_form(record: Any, address: str) -> dict[str, Any]:
    """Return what an administrator's browser would send of a form, with every text and fact changed."""
    admin = browser(User.objects.create_superuser(f"all{record.pk}@example.org", name="All", language="en"))
    data = form_data(admin.get(address).context["form"])
    # Wagtail's widgets ask before they are emptied; a text that is sent is a change.
    for name, value in data.items():
        if any(name.endswith(f"_{code}") for code in content_languages()) and isinstance(value, str):
            mark = "-gewijzigd" if name.startswith("slug") else " gewijzigd"
            data[name] = value if value.startswith(("{", "<")) or not value else f"{value}{mark}"
    return data


def everything_but_dutch(page: Any) -> Any:
    """Return all that a translator of Dutch may not change."""
    version = version_of(page)
    kept = {name: value for name, value in version.items() if not name.endswith("_nl")}
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        if name in kept:
            kept[name] = [
                {key: value for key, value in row.items() if not key.endswith("_nl")} for row in kept[name]
            ]
    moving = {"latest_revision", "latest_revision_created_at", "has_unpublished_changes", "live_revision"}
    moving |= {"last_published_at", "title", "slug", "url_path", "summary", "draft_title", "live_since"}
    return {name: value for name, value in kept.items() if name not in moving}


@pytest.fixture
def warnings(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """Return a function that tells what was logged about rights."""
    caplog.set_level(logging.WARNING, logger="cluster_portal.languages")
    return lambda: caplog.text


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
        "go_live_at",
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
    number = PortalPage.objects.count()
    copied = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": project.get_parent().pk}
    assert not went_through(dutch.post(reverse("wagtailadmin_pages:copy", args=[project.pk]), copied))
    for action in ("publish", "unpublish", "delete", "move"):
        address = reverse("wagtail_bulk_action", args=["pages", "portalpage", action])
        dutch.post(f"{address}?id={project.pk}&next=/admin/", {"chooser": project.get_parent().pk})
    assert PortalPage.objects.count() == number
    assert ProjectPage.objects.get(pk=project.pk).live


def went_through(answer: Any) -> bool:
    """Say whether something was done: a refusal leads to the admin's home."""
    return answer.status_code in (200, 302) and answer.headers.get("Location") != reverse("wagtailadmin_home")


def snippet_address(record: Any, name: str) -> str:
    """Return an address of a snippet's screens."""
    return reverse(type(record).snippet_viewset.get_url_name(name), args=[record.pk])


def test_a_snippet_posted_changes_only_dutch(
    dutch: Client, demo: Callable[[str], Any], warnings: Callable[[], str]
) -> None:
    sector = Sector.objects.first()
    assert sector is not None
    before = {code: getattr(sector, f"name_{code}") for code in OTHERS}
    data = full_form(sector, snippet_address(sector, "edit")) | {"name_nl": "Anders"}
    assert dutch.post(snippet_address(sector, "edit"), data).status_code == 302
    after = Sector.objects.get(pk=sector.pk)
    assert {code: getattr(after, f"name_{code}") for code in OTHERS} == before
    assert after.name_nl == "Anders"
    assert "name_fr" in warnings()


def test_no_new_snippets_no_copies_and_no_deleting(people: Callable[..., User]) -> None:
    person = people(translators("nl"))
    person.user_permissions.set(Permission.objects.filter(codename__in=["add_sector", "delete_sector"]))
    client, number, sector = browser(person), Sector.objects.count(), Sector.objects.first()
    add = reverse(Sector.snippet_viewset.get_url_name("add"))
    assert not went_through(client.post(add, {"name_nl": "Nieuw"}))
    assert not went_through(client.post(snippet_address(sector, "delete"), {}))
    assert not went_through(client.post(snippet_address(sector, "copy"), {"name_nl": "Kopie"}))
    bulk = reverse("wagtail_bulk_action", args=["projects", "sector", "delete"])
    client.post(f"{bulk}?id={sector.pk}&next=/admin/", {})
    assert Sector.objects.count() == number


def test_settings_posted_change_only_dutch(people: Callable[..., User]) -> None:
    person = people(translators("nl"))
    person.user_permissions.add(Permission.objects.get(codename="change_portalsettings"))
    record = PortalSettings.objects.first()
    assert record is not None
    address = reverse("wagtailsettings:edit", args=["identity", "portalsettings", record.pk])
    before = everything_but_dutch(record)
    data = full_form(record, address) | {
        "tagline_nl": "Anders",
        "short_name": "X",
        "menu_items-0-DELETE": "on",
    }
    answer = browser(person).post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    after = PortalSettings.objects.get(pk=record.pk)
    assert everything_but_dutch(after) == before
    assert after.tagline_nl == "Anders"


def test_wordings_without_a_form_that_keeps_to_languages_are_refused(dutch: Client) -> None:
    wording = factories.record(
        AcknowledgementWording, generation="other", statement={"fr": "Dit"}, source_note="A test"
    )
    assert not went_through(dutch.get(snippet_address(wording, "edit")))


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
