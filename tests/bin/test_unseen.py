"""A page in the bin is found on no way, and nothing can be done with it but in the bin."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowState

from cluster_portal.bin.models import BinnedPage
from cluster_portal.editorial.models import Finding
from cluster_portal.languages.codes import content_languages, set_value
from cluster_portal.languages.models import TranslationState
from cluster_portal.operations.jobs import registered_jobs
from cluster_portal.pages.binned import bin_open
from cluster_portal.pages.models import PortalPage
from partners.memberships.models import Membership
from projects.models import CallPage, Programme, ProjectPage, ProjectResult
from tests import factories
from tests.bin.going import bin_url, delete, delete_many
from tests.bin.test_deleting import named
from tests.factories import in_all_languages

pytestmark = pytest.mark.django_db
MARK = "Quetzalcoatl"


@pytest.fixture
def marked(staff: Any, searchable: None) -> tuple[Client, Any]:
    """Return an administrator, and a project with a call, both with the mark, in the bin."""
    client = staff()
    project = factories.project(title=in_all_languages(MARK), acronym=MARK)
    call = factories.call(project, title=in_all_languages(f"Call {MARK}"))
    assert delete(client, project).status_code == 302
    # What the message after deleting says is read once.
    client.get(reverse("wagtailadmin_home"))
    return client, (project, call)


def admin_addresses() -> list[str]:
    """Return the screens of the admin that list, choose or count pages."""
    root = PortalPage.objects.get(depth=1)
    index = factories.project_index()
    chooser = reverse("wagtailadmin_choose_page")
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailadmin_explore", args=[root.pk]),
        reverse("wagtailadmin_explore", args=[index.pk]) + "?ordering=title",
        reverse("wagtailadmin_pages:search") + f"?q={MARK}x",
        reverse("wagtailadmin_pages:type_use", args=["projects", "projectpage"]),
        chooser,
        reverse("wagtailadmin_choose_page_child", args=[index.pk]),
        reverse("wagtailadmin_choose_page_search") + f"?q={MARK[:6]}",
        reverse("wagtailadmin_api:pages:listing") + "?limit=20",
        reverse("wagtailadmin_api:pages:listing") + f"?child_of={index.pk}&for_explorer=1",
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_reports:locked_pages"),
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtailadmin_reports:page_types_usage"),
        reverse("editorial_report"),
        reverse("translation_dashboard"),
    ]


def test_the_admin_does_not_show_it(marked: Any) -> None:
    client, _pages = marked
    for address in admin_addresses():
        response = client.get(address)
        assert response.status_code == 200, address
        html = response.content.decode().replace(f"{MARK}x", "").replace(f"q={MARK[:6]}", "")
        assert MARK not in html, address


def test_the_public_does_not_see_it(marked: Any, reader: Client) -> None:
    _client, (project, call) = marked
    addresses = ["/sitemap.xml", "/fr/", reverse("api-1:projects"), reverse("api-1:calls")]
    for model in (ProjectPage, CallPage):
        for parent in model.allowed_parent_page_models():
            for page in parent.objects.filter(live=True)[:2]:
                addresses += [page.get_url_in(code) for code in ("fr", "nl")]
    for address in addresses:
        assert MARK not in reader.get(address).content.decode(), address
    assert reader.get(reverse("api-1:project", args=[project.uuid])).status_code == 404
    assert reader.get(reverse("api-1:call", args=[call.uuid])).status_code == 404


def test_nothing_can_be_done_with_it(marked: Any) -> None:
    client, (project, call) = marked
    other = named("Other")
    tried = {
        "copy": {"new_title": "x", "new_slug": "x", "new_parent_page": project.pk},
        "unpublish": {},
        "delete": {},
        "history": {},
        "usage": {},
        "view_draft": {},
        "set_privacy": {},
        "lock": {},
        "convert_alias": {},
        "move": {},
        "workflow_history": {},
        "preview_on_edit": {},
    }
    for page in (project, call):
        for name, data in tried.items():
            url = reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
            assert client.get(url).status_code in (404, 405), name
            assert client.post(url, data).status_code == 404, name
        url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, other.pk])
        assert client.post(url).status_code == 404
        assert client.post(reverse("staff_publish_page", args=[page.pk])).status_code == 404
        for action in ("publish", "unpublish", "move", "delete"):
            bulk = reverse("wagtail_bulk_action", args=["pages", "portalpage", action])
            assert client.post(f"{bulk}?id={page.pk}", {"chooser": other.pk}).status_code == 404, action
        for action in ("publish", "unpublish", "copy", "move", "delete", "create_alias"):
            url = f"/admin/api/main/pages/{page.pk}/action/{action}/"
            assert client.post(url, {}, "application/json").status_code in (403, 404), action
    # Nor can anything be put below it.
    add = reverse("wagtailadmin_pages:add", args=["projects", "callpage", project.pk])
    assert client.get(add).status_code == 404
    assert client.post(
        reverse("wagtailadmin_pages:move_confirm", args=[other.pk, project.pk])
    ).status_code in (403, 404)
    assert BinnedPage.objects.get().page_id == project.pk


def test_its_form_leads_to_the_bin(marked: Any) -> None:
    client, (project, call) = marked
    for page in (project, call):
        for send in (client.get, client.post):
            response = send(reverse("wagtailadmin_pages:edit", args=[page.pk]))
            assert response["Location"] == bin_url(project)
        response = client.get(reverse("wagtailadmin_explore", args=[page.pk]))
        assert response["Location"] == bin_url(project)
    html = client.get(bin_url(project)).content.decode()
    assert "in the bin since" in html
    assert "Bring back" in html
    assert f"Call {MARK}" in html


def test_no_address_is_looked_up_in_the_bin_before_its_screen_is_asked(
    db: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        for name in ("wagtailadmin_pages:edit", "wagtailadmin_explore"):
            assert resolve(reverse(name, args=[1])).view_name == name


def test_the_history_of_the_site_says_so(marked: Any) -> None:
    client, _pages = marked
    html = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "Put into the bin" in html
    assert MARK in html


def test_nothing_is_kept_about_it(marked: Any) -> None:
    _client, pages = marked
    keys = [page.pk for page in pages]
    call_command("rebuild_translation_states", verbosity=0)
    assert not TranslationState.objects.filter(page__in=keys).exists()
    assert not Finding.objects.filter(page__in=keys).exists()


def test_a_schedule_does_not_bring_it_back(staff: Any, reader: Client) -> None:
    page = factories.plain_page(title=in_all_languages("Alpha"), slug=in_all_languages("alpha"))
    soon = timezone.now() + timedelta(minutes=5)
    page.language_schedules.create(language="nl", moment=soon)
    delete(staff(), page)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: soon + timedelta(minutes=5))
        for job in registered_jobs():
            if job.name in ("publish_scheduled", "language_schedules"):
                job.run()
    with bin_open():
        assert not PortalPage.objects.get(pk=page.pk).live
    assert reader.get("/nl/alpha/").status_code == 404


def test_a_workflow_ends(staff: Any) -> None:
    page = named("Alpha")
    client = staff()
    page.save_revision()
    state = Workflow.objects.first().start(page, client.person)
    delete(client, page)
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_CANCELLED
    assert not WorkflowState.objects.active().exists()


def test_a_partner_and_its_projects_leave_the_space(staff: Any) -> None:
    partner = factories.partner(title=in_all_languages(MARK))
    member = factories.user()
    Membership.objects.create(user=member, partner=partner)
    browser = Client()
    browser.force_login(member)
    assert MARK in browser.get(reverse("space:home")).content.decode()
    client = staff()
    delete(client, partner)
    response = browser.get(reverse("space:home"))
    assert response.status_code == 403
    assert MARK not in response.content.decode()
    client.post(bin_url(partner), {"languages": ["fr"]})
    assert browser.get(reverse("space:home")).status_code == 200


def test_files_are_closed_as_for_a_draft(staff: Any) -> None:
    project = factories.project()
    delete(staff(), project)
    # What decides of files reads whether the project is public.
    result = ProjectResult(project_id=project.pk)
    assert not result.project.live
    assert result.project.get_url() is None


def test_counts_and_lists_do_not_grow_with_the_bin(staff: Any, django_assert_max_num_queries: Any) -> None:
    client = staff()
    pages = [named(f"P{number}") for number in range(6)]
    delete_many(client, *pages[:2])
    client.get(reverse("bin"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(reverse("bin"))
    number_of_queries = len(few)
    delete_many(client, *pages[2:])
    client.get(reverse("bin"))
    with django_assert_max_num_queries(number_of_queries):
        html = client.get(reverse("bin")).content.decode()
    assert all(f"P{number}" in html for number in range(6))


def test_every_manager_of_pages_leaves_the_bin_out() -> None:
    from django.apps import apps

    from cluster_portal.pages.binned import PagesOutsideBin

    for model in apps.get_models():
        if issubclass(model, PortalPage):
            assert isinstance(model._default_manager, PagesOutsideBin), model


def test_an_earlier_address_leads_nowhere_meanwhile(staff: Any, reader: Client) -> None:
    page = named("Alpha")
    for code in content_languages():
        set_value(page, "slug", code, "omega")
    page.save()
    assert reader.get("/nl/alpha/")["Location"].endswith("/nl/omega/")
    delete(staff(), page)
    assert reader.get("/nl/alpha/").status_code == 404
    assert reader.get("/nl/omega/").status_code == 404


def test_what_a_project_in_the_bin_cannot_do_without_stays(staff: Any) -> None:
    client = staff()
    programme = Programme.objects.first()
    project = factories.project(programme=programme)
    call_command("rebuild_references_index", verbosity=0)
    delete(client, project)
    ProjectPage.objects.filter(programme=programme).update(programme=None)
    url = Programme.snippet_viewset.get_url_name("delete")
    client.post(reverse(url, args=[programme.pk]))
    assert Programme.objects.filter(pk=programme.pk).exists()
