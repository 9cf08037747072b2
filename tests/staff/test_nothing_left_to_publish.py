"""When nothing is left to publish, every screen says so."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.groups import EDITORS, MODERATORS
from cluster_portal.strategy.models import ContentPage
from projects.models import CallPage
from tests import factories
from tests.staff.approvals import confirm, decide_url, edit_url, hand_in, proposed, save, workflow_on
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]


@pytest.fixture
def page() -> ContentPage:
    """Return a page that is live in French and Dutch."""
    return factories.plain_page(title={"fr": "Un", "nl": "Een"}, summary={"fr": "A", "nl": "A"})


def dialog(page: PortalPage) -> str:
    return reverse("staff_publish_page", args=[page.pk])


def has_draft(page: PortalPage) -> bool:
    return PortalPage.objects.get(pk=page.pk).has_unpublished_changes


def written_call(editor: Client) -> CallPage:
    """Write a call as an editor does, in French and English."""
    address = reverse("wagtailadmin_pages:add", args=["projects", "callpage", factories.project().pk])
    data = form_data(editor.get(address).context["form"])
    for code, title in (("fr", "Appel"), ("en", "Call")):
        data |= {f"title_{code}": title, f"slug_{code}": title.lower(), f"summary_{code}": f"{title}."}
        data |= {f"amount_{code}": "10 000 €"}
    data |= {"opens_at": "2026-12-15 09:00", "closes_at": "2027-01-15 17:00"}
    assert editor.post(address, data).status_code == 302
    made: CallPage = CallPage.objects.latest("pk")
    return made


def test_an_approval_of_everything_leaves_no_draft(staff: Staff) -> None:
    editor, moderator = staff(EDITORS), staff(MODERATORS)
    call = written_call(editor)
    workflow_on(PortalPage.objects.get(depth=1), MODERATORS)
    state = hand_in(editor, call)
    assert confirm(moderator, moderator.post(decide_url(call, state), {})).status_code == 302
    assert CallPage.objects.get(pk=call.pk).published_languages == ["fr", "en"]
    assert not has_draft(call)


def test_an_approval_from_the_form_leaves_no_draft(staff: Staff) -> None:
    editor, moderator = staff(EDITORS), staff(MODERATORS)
    call = written_call(editor)
    workflow_on(PortalPage.objects.get(depth=1), MODERATORS)
    hand_in(editor, call)
    answer = save(moderator, call, action="action-workflow-action", **{"workflow-action-name": "approve"})
    assert confirm(moderator, answer).status_code == 302
    assert not has_draft(call)


def test_saving_what_is_public_leaves_no_draft(page: ContentPage, staff: Staff) -> None:
    editor = staff(EDITORS)
    assert save(editor, page).status_code == 302
    assert not has_draft(page)
    save(editor, page, summary_fr="B")
    assert has_draft(page)
    save(editor, page, summary_fr="A")
    assert not has_draft(page)


def test_the_dialog_offers_nothing_where_nothing_changes(page: ContentPage, staff: Staff) -> None:
    moderator = staff(MODERATORS)
    shown = moderator.get(dialog(page)).content.decode()
    assert "publishing changes nothing" in shown
    assert 'type="submit" class="button button-longrunning"' not in shown
    assert "Facts that all languages share" not in shown
    before = ContentPage.objects.get(pk=page.pk).live_revision_id
    assert moderator.post(dialog(page), proposed(moderator.get(dialog(page)))).status_code == 422
    assert ContentPage.objects.get(pk=page.pk).live_revision_id == before


def test_facts_become_public_with_the_first_language(staff: Staff) -> None:
    moderator = staff(MODERATORS)
    draft = factories.draft(ContentPage, factories.home(), title={"fr": "Un"})
    shown = moderator.get(dialog(draft)).content.decode()
    assert "Facts that all languages share (they become public too)" in shown


def test_a_language_taken_off_is_not_chosen_again_beforehand(page: ContentPage, staff: Staff) -> None:
    moderator = staff(MODERATORS)
    moderator.post(reverse("staff_unpublish_languages", args=[page.pk]), {"languages": ["nl"]})
    save(moderator, page, summary_fr="B")
    answer = moderator.get(dialog(page))
    assert proposed(answer)["languages"] == ["fr"]
    assert "It was taken off the site" in answer.content.decode()
    moderator.post(dialog(page), proposed(answer) | {"languages": ["fr", "nl"]})
    assert ContentPage.objects.get(pk=page.pk).published_languages == ["fr", "nl"]


def test_a_page_that_was_never_public_is_nowhere_called_live(staff: Staff) -> None:
    draft = factories.draft(ContentPage, factories.home(), title={"fr": "Un"})
    editor = staff(EDITORS)
    state = status_box(editor, draft)
    assert "Draft" in state
    assert "Live" not in state
    assert "No publishing schedule set" not in state


def test_a_public_page_is_called_live(page: ContentPage, staff: Staff) -> None:
    state = status_box(staff(EDITORS), page)
    assert "Live" in state
    assert "Draft" not in state


def test_settings_have_no_schedule_to_speak_of(staff: Staff) -> None:
    address = reverse("wagtailsnippets_identity_portalsettings:list")
    shown = staff().get(address, follow=True).content.decode()
    assert "Live" in shown
    assert "No publishing schedule set" not in shown


def status_box(client: Client, page: Any) -> str:
    """Return what the form's box says of the state of a page."""
    shown = client.get(edit_url(page)).content.decode()
    return shown.partition('data-side-panel="status"')[2].partition("data-side-panel=")[0]
