"""The first screen of the admin: what to do next."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

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


def test_one_panel_says_how_far_each_language_is_and_leads_to_what_is_missing(staff: Any) -> None:
    client = staff()
    before = {total.code: total.words_missing for total in panel(client, "translations")["totals"]}
    factories.project(title={"fr": "Seulement"}, summary={"fr": "En trois mots"}, source_language="fr")
    after = {total.code: total.words_missing for total in panel(client, "translations")["totals"]}
    assert {code: after[code] - before[code] for code in after} == {"fr": 0, "en": 4, "nl": 4, "de": 4}
    link = f"{reverse('translation_dashboard')}?language=en&amp;sort=missing"
    assert link in client.get(reverse("wagtailadmin_home")).content.decode()


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


def test_what_is_scheduled_next_stands_there_for_those_who_may_change_it(staff: Any) -> None:
    page, later = factories.plain_page(title={"fr": "Bientôt"}), timezone.now() + timedelta(days=3)
    for hours, language in ((2, "nl"), (1, "fr")):
        page.language_schedules.create(language=language, moment=later + timedelta(hours=hours))
    html = staff().get(reverse("wagtailadmin_home")).content.decode()
    listed = html.split("next-schedules")[-1]
    assert listed.index('lang="fr"') < listed.index('lang="nl"')
    assert reverse("staff_schedule_page", args=[page.pk]) in listed
    assert [
        schedule.language for schedule, _url in panel(staff(translators("nl")), "next_schedules")["schedules"]
    ] == ["nl"]
    page.language_schedules.update(status="held")
    assert "next-schedules" not in staff().get(reverse("wagtailadmin_home")).content.decode()
