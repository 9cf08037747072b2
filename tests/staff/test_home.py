"""The first screen of the admin: what to do next."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cluster_portal.staff.groups import EDITORS, translators
from projects.models import ProjectPage
from tests import factories


def panel(client: Any, name: str) -> dict[str, Any]:
    response = client.get(reverse("wagtailadmin_home"))
    found = next(panel for panel in response.context["panels"] if panel.name == name)
    return found.get_context_data({"request": response.wsgi_request})


def test_it_offers_a_call_and_a_project_to_those_who_may_add_them(staff: Any) -> None:
    factories.project()
    html = staff(EDITORS).get(reverse("wagtailadmin_home")).content.decode()
    call = reverse("wagtailadmin_pages:choose_parent", args=["projects", "callpage"])
    assert call in html
    assert reverse("wagtailadmin_pages:choose_parent", args=["projects", "projectpage"]) in html
    assert call not in staff(translators("nl")).get(reverse("wagtailadmin_home")).content.decode()


def test_adding_a_call_asks_for_the_project(staff: Any) -> None:
    factories.project(title={"fr": "Premier"})
    factories.project(title={"fr": "Second"})
    client = staff()
    response = client.get(reverse("wagtailadmin_pages:choose_parent", args=["projects", "callpage"]))
    assert response.status_code == 200
    project = ProjectPage.objects.get(title_fr="Second")
    chosen = client.post(response.wsgi_request.path, {"parent_page": project.pk})
    assert chosen.url == reverse("wagtailadmin_pages:add", args=["projects", "callpage", project.pk])


def test_my_drafts_wait_for_me_and_nobody_else(staff: Any) -> None:
    mine, others = staff(), staff()
    page = factories.project(title={"fr": "Publié"})
    page.title_de = "Entwurf"
    page.save_revision(user=mine.person)
    drafts = panel(mine, "drafts")["drafts"]
    assert [draft["page"].pk for draft in drafts] == [page.pk]
    assert {row["code"]: row["state"] for row in drafts[0]["languages"]}["de"] == "draft"
    assert panel(others, "drafts")["drafts"] == []


def test_languages_are_counted_in_one_query_and_lead_to_what_is_missing(staff: Any) -> None:
    client = staff()
    before = {row["code"]: row["missing"] for row in panel(client, "languages")["languages"]}
    factories.project(title={"fr": "Seulement en français"})
    after = panel(client, "languages")["languages"]
    changed = {row["code"]: row["missing"] - before[row["code"]] for row in after}
    assert changed == {"fr": 0, "en": 1, "nl": 1, "de": 1}
    row = next(row for row in after if row["code"] == "en")
    found = client.get(row["url"])
    assert found.status_code == 200
    assert "Seulement en français" in found.content.decode()


def test_the_first_screen_costs_the_same_with_more_pages(staff: Any) -> None:
    client, counted = staff(), []
    url = reverse("wagtailadmin_home")
    for _round in range(2):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counted.append(len(queries))
        factories.many(ProjectPage, factories.project_index(), 20)
    assert counted[0] == counted[1]
