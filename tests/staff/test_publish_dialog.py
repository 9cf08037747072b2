"""The dialog publishes what it showed, and every button of Wagtail's that publishes leads to it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cluster_portal.languages.codes import column
from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.groups import EDITORS, MODERATORS, translators
from cluster_portal.strategy.models import ContentPage
from projects.models import ProjectPage
from tests import factories
from tests.staff.approvals import proposed, save
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]


@pytest.fixture
def page() -> ContentPage:
    """Return a page that is live in French and English, with a newer draft."""
    made = factories.plain_page(title={"fr": "Un", "en": "One"}, summary={"fr": "A", "en": "A"})
    factories.edit(made, summary={"fr": "B", "en": "B"})
    return made


def dialog(page: PortalPage) -> str:
    return reverse("staff_publish_page", args=[page.pk])


def public(page: Any, name: str, code: str) -> Any:
    return getattr(ContentPage.objects.get(pk=page.pk), column(name, code))


def test_it_asks_again_when_a_colleague_saved_in_between(page: ContentPage, staff: Staff) -> None:
    moderator, colleague = staff(MODERATORS), staff(EDITORS)
    data = proposed(moderator.get(dialog(page)))
    save(colleague, page, summary_fr="Entre-temps")
    answer = moderator.post(dialog(page), data)
    assert answer.status_code == 409
    assert colleague.person.get_short_name() in answer.content.decode()  # type: ignore[attr-defined]
    assert public(page, "summary", "fr") == "A"
    again = proposed(answer)
    assert again["languages"] == ["fr", "en"]
    assert moderator.post(dialog(page), again).status_code == 302
    assert public(page, "summary", "fr") == "Entre-temps"


def test_an_emptied_title_is_a_choice_to_take_the_language_off(page: ContentPage, staff: Staff) -> None:
    factories.edit(page, title={"en": None})
    moderator = staff(MODERATORS)
    shown = moderator.get(dialog(page))
    assert 'value="en"' in shown.content.decode()
    data = proposed(shown)
    assert data["languages"] == ["fr"]
    moderator.post(dialog(page), data)
    assert ContentPage.objects.get(pk=page.pk).published_languages == ["fr", "en"]
    assert public(page, "title", "en") == "One"
    again = proposed(moderator.get(dialog(page))) | {"languages": ["en"]}
    assert moderator.post(dialog(page), again).status_code == 302
    assert ContentPage.objects.get(pk=page.pk).published_languages == ["fr"]


def test_the_last_language_takes_the_page_off(staff: Staff) -> None:
    page = factories.plain_page(title={"fr": "Un"})
    factories.edit(page, title={"fr": None, "en": "One"})
    moderator = staff(MODERATORS)
    moderator.post(dialog(page), proposed(moderator.get(dialog(page))) | {"languages": ["fr"]})
    assert not ContentPage.objects.get(pk=page.pk).live


def test_creating_leads_to_the_dialog(staff: Staff) -> None:
    address = reverse("wagtailadmin_pages:add", args=["strategy", "contentpage", factories.home().pk])
    for client, leads in ((staff(MODERATORS), True), (staff(EDITORS), False)):
        data = form_data(client.get(address).context["form"])
        data |= {
            "title_fr": f"Nouvelle {leads}",
            "slug_fr": f"nouvelle-{leads}".lower(),
            "action-publish": "1",
        }
        answer = client.post(address, data)
        made = ContentPage.objects.get(**{column("title", "fr"): f"Nouvelle {leads}"})
        assert not made.live
        assert answer.headers["Location"].startswith(dialog(made)) is leads


def test_going_back_and_publishing_leads_to_the_dialog(page: ContentPage, staff: Staff) -> None:
    old = page.revisions.order_by("pk").first()
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])
    for client, leads in (
        (staff(MODERATORS), True),
        (staff(EDITORS), False),
        (staff(translators("fr")), False),
    ):
        data = form_data(client.get(address).context["form"])
        data |= {"revision": str(old.pk), "action-publish": "1", "summary_fr": "Retour"}
        answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
        assert answer.headers["Location"].startswith(dialog(page)) is leads
        assert public(page, "summary", "fr") == "A"


@pytest.mark.parametrize("who", [[EDITORS], [translators("nl")], ["nobody"]])
def test_who_may_not_publish_does_not(page: ContentPage, staff: Staff, who: list[str]) -> None:
    staff(*who).post(dialog(page), {"languages": ["fr", "en"], "facts": "on"})
    assert [public(page, "summary", code) for code in ("fr", "en")] == ["A", "A"]


def test_versions_that_say_the_same_have_no_language_to_bring_back(page: ContentPage, staff: Staff) -> None:
    """What a publication notes beside the texts is no text."""
    moderator = staff(MODERATORS)
    revision = ContentPage.objects.get(pk=page.pk).get_latest_revision()
    moderator.post(dialog(page), proposed(moderator.get(dialog(page))))
    shown = moderator.get(reverse("staff_revert_languages", args=[page.pk, revision.pk]))
    assert 'name="languages"' not in shown.content.decode()


def test_a_page_with_new_rows_can_be_taken_off_and_published_again(staff: Staff) -> None:
    project = factories.project()
    moderator = staff()
    edit = reverse("wagtailadmin_pages:edit", args=[project.pk])
    rows = {"results-TOTAL_FORMS": "1", "results-0-title_fr": "Banc d’essai", "results-0-ORDER": "1"}
    sent = (
        form_data(moderator.get(edit).context["form"])
        | rows
        | {"results-0-kind": "result", "results-0-id": ""}
    )
    assert moderator.post(edit, sent).status_code == 302
    for _time in range(2):
        answer = moderator.post(dialog(project), proposed(moderator.get(dialog(project))))
        assert answer.status_code == 302
        moderator.post(reverse("wagtailadmin_pages:unpublish", args=[project.pk]))
    assert ProjectPage.objects.get(pk=project.pk).results.count() == 1
