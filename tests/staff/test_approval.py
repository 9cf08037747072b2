"""Approval publishes what was handed in and confirmed, and a workflow keeps back no other language."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, WorkflowState

from cluster_portal.approval.models import Submission
from cluster_portal.languages.codes import column
from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.groups import EDITORS, MODERATORS, translators
from projects.models import ProjectPage
from tests import factories
from tests.staff.approvals import (
    confirm,
    decide_url,
    edit_url,
    hand_in,
    proposed,
    save,
    state_of,
    waiting_of,
    workflow_on,
)

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]


@pytest.fixture
def page() -> ProjectPage:
    """Return a page that is live in French, English and Dutch, and needs approval."""
    made: ProjectPage = factories.project(
        title={"fr": "Un", "en": "One", "nl": "Een"}, summary={"fr": "A", "en": "A", "nl": "A"}, acronym="OLD"
    )
    workflow_on(PortalPage.objects.get(depth=1), MODERATORS)
    return made


def public(page: Any, name: str, code: str) -> Any:
    return getattr(type(page).objects.get(pk=page.pk), column(name, code))


def drafted(page: Any, name: str, code: str) -> Any:
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    return getattr(draft, column(name, code))


def test_only_what_the_translator_wrote_goes_out(page: ProjectPage, staff: Staff) -> None:
    save(staff(EDITORS), page, summary_fr="Inachevé", summary_en="Unfinished", acronym="NEW")
    state = hand_in(staff(translators("nl")), page, summary_nl="Nieuw")
    moderator = staff(MODERATORS)
    answer = moderator.post(decide_url(page, state), {"comment": ""})
    assert public(page, "summary", "nl") == "A"
    assert waiting_of(page) is not None
    shown = moderator.get(answer.headers["Location"])
    assert shown.status_code == 200
    assert proposed(shown)["languages"] == ["nl"]
    assert "facts" not in proposed(shown)
    assert confirm(moderator, answer).status_code == 302
    assert [public(page, "summary", code) for code in ("fr", "en", "nl")] == ["A", "A", "Nieuw"]
    assert ProjectPage.objects.get(pk=page.pk).acronym == "OLD"
    assert drafted(page, "summary", "fr") == "Inachevé"
    assert state_of(page).status == WorkflowState.STATUS_APPROVED
    assert not Submission.objects.exists()


def test_what_is_saved_after_handing_in_does_not_slip_in(page: ProjectPage, staff: Staff) -> None:
    state = hand_in(staff(EDITORS), page, summary_fr="Remis")
    save(staff(), page, summary_fr="Écrit par un autre")
    moderator = staff(MODERATORS)
    confirm(moderator, moderator.post(decide_url(page, state), {}))
    assert public(page, "summary", "fr") == "Remis"
    assert drafted(page, "summary", "fr") == "Écrit par un autre"


def test_what_the_approver_changes_goes_out_and_nothing_else(page: ProjectPage, staff: Staff) -> None:
    hand_in(staff(EDITORS), page, summary_fr="Remis", acronym="NEW")
    save(staff(), page, summary_fr="Écrit par un autre", seo_title_fr="Autre")
    moderator = staff(MODERATORS)
    # The form saves by itself while one writes; the button comes later.
    save(moderator, page, search_description_fr="Relu")
    answer = save(
        moderator,
        page,
        action="action-workflow-action",
        **{"workflow-action-name": "approve", "seo_title_en": "Checked"},
    )
    assert public(page, "summary", "fr") == "A"
    assert set(proposed(moderator.get(answer.headers["Location"]))["languages"]) == {"fr", "en"}
    confirm(moderator, answer)
    assert public(page, "summary", "fr") == "Remis"
    assert public(page, "search_description", "fr") == "Relu"
    assert public(page, "seo_title", "en") == "Checked"
    assert public(page, "seo_title", "fr") != "Autre"
    assert ProjectPage.objects.get(pk=page.pk).acronym == "NEW"


def test_a_workflow_on_dutch_leaves_french_open(page: ProjectPage, staff: Staff) -> None:
    hand_in(staff(translators("nl")), page, summary_nl="Nieuw")
    editor = staff(EDITORS)
    shown = editor.get(edit_url(page))
    content = shown.content.decode()
    assert 'name="summary_fr"' in content
    assert 'name="summary_nl"' not in content
    assert "Nederlands" in content
    save(editor, page, summary_fr="Neuf", summary_nl="Tussendoor", acronym="NEW")
    assert drafted(page, "summary", "fr") == "Neuf"
    assert drafted(page, "summary", "nl") == "Nieuw"
    assert ProjectPage.objects.get(pk=page.pk).get_latest_revision_as_object().acronym == "NEW"
    french = staff(translators("fr"))
    address = reverse("staff_publish_page", args=[page.pk])
    assert french.post(address, proposed(french.get(address))).status_code == 302
    assert public(page, "summary", "fr") == "Neuf"
    assert state_of(page).status == WorkflowState.STATUS_IN_PROGRESS
    # Her own language waits for others now.
    dutch = staff(translators("nl"))
    assert 'name="summary_nl"' not in dutch.get(edit_url(page)).content.decode()
    save(dutch, page, summary_nl="Nog eens")
    assert drafted(page, "summary", "nl") == "Nieuw"
    assert dutch.get(address).status_code != 200


def test_publishing_what_waits_ends_the_workflow(page: ProjectPage, staff: Staff) -> None:
    hand_in(staff(translators("nl")), page, summary_nl="Nieuw")
    moderator = staff(MODERATORS)
    address = reverse("staff_publish_page", args=[page.pk])
    assert "Nederlands" in moderator.get(address).content.decode()
    moderator.post(address, proposed(moderator.get(address)) | {"languages": ["nl"]})
    assert public(page, "summary", "nl") == "Nieuw"
    assert state_of(page).status == WorkflowState.STATUS_CANCELLED


def test_two_tasks_publish_once_at_the_end(staff: Staff) -> None:
    page = factories.project(title={"fr": "Un"}, summary={"fr": "A"})
    workflow_on(PortalPage.objects.get(depth=1), EDITORS, MODERATORS)
    first = hand_in(staff(EDITORS), page, summary_fr="Remis")
    reader = staff(EDITORS)
    save(reader, page, seo_title_fr="Relu")
    answer = reader.post(decide_url(page, first), {"comment": "Bon"})
    assert answer.headers["Location"] == edit_url(page)
    second = waiting_of(page)
    assert second is not None
    assert second.pk != first.pk
    save(staff(), page, summary_fr="Écrit par un autre")
    moderator = staff(MODERATORS)
    confirm(moderator, moderator.post(decide_url(page, second), {"comment": "Parfait"}))
    assert public(page, "summary", "fr") == "Remis"
    assert public(page, "seo_title", "fr") == "Relu"
    second.refresh_from_db()
    assert second.status == second.STATUS_APPROVED


def test_a_comment_is_kept_until_the_confirmation(page: ProjectPage, staff: Staff) -> None:
    state = hand_in(staff(EDITORS), page, summary_fr="Remis")
    moderator = staff(MODERATORS)
    answer = moderator.post(
        decide_url(page, state), {"comment": "Parfait"}, headers={"x-requested-with": "XMLHttpRequest"}
    )
    address = answer.json()["redirect"]
    shown = moderator.get(address)
    assert "Parfait" in shown.content.decode()
    moderator.post(address, proposed(shown) | {"comment": "Parfait"})
    state.refresh_from_db()
    assert state.comment == "Parfait"
    assert public(page, "summary", "fr") == "Remis"


def test_rejected_and_handed_in_again(page: ProjectPage, staff: Staff) -> None:
    editor, moderator = staff(EDITORS), staff(MODERATORS)
    state = hand_in(editor, page, summary_fr="Remis")
    moderator.post(decide_url(page, state, "reject"), {"comment": "Non"})
    assert state_of(page).status == WorkflowState.STATUS_NEEDS_CHANGES
    again = hand_in(editor, page, summary_fr="Mieux")
    confirm(moderator, moderator.post(decide_url(page, again), {}))
    assert public(page, "summary", "fr") == "Mieux"


def test_restarted_and_cancelled(page: ProjectPage, staff: Staff) -> None:
    editor, moderator = staff(EDITORS), staff(MODERATORS)
    state = hand_in(editor, page, summary_fr="Remis")
    moderator.post(decide_url(page, state, "reject"), {"comment": "Non"})
    assert save(editor, page, action="action-restart-workflow", summary_fr="Autre").status_code == 302
    assert waiting_of(page) is not None
    save(editor, page, action="action-cancel-workflow")
    assert state_of(page).status == WorkflowState.STATUS_CANCELLED
    assert public(page, "summary", "fr") == "A"
    assert not Submission.objects.exists()


@pytest.mark.parametrize("who", [[EDITORS], [translators("nl")], [translators("fr")]])
def test_who_may_not_review_cannot_approve(page: ProjectPage, staff: Staff, who: list[str]) -> None:
    state = hand_in(staff(EDITORS), page, summary_fr="Remis")
    client = staff(*who)
    client.post(decide_url(page, state), {})
    client.post(reverse("approval_approve", args=[page.pk, state.pk]), {"languages": ["fr"]})
    save(client, page, action="action-workflow-action", **{"workflow-action-name": "approve"})
    assert public(page, "summary", "fr") == "A"
    assert waiting_of(page) == state


def test_a_stranger_is_sent_to_the_sign_in(page: ProjectPage, staff: Staff) -> None:
    state = hand_in(staff(EDITORS), page, summary_fr="Remis")
    address = reverse("approval_approve", args=[page.pk, state.pk])
    for client in (Client(), staff("nobody")):
        assert client.post(address, {"languages": ["fr"]}).status_code == 302
    assert public(page, "summary", "fr") == "A"


def test_a_reviewer_publishes_her_languages_only(staff: Staff) -> None:
    page = factories.project(title={"fr": "Un", "nl": "Een"}, summary={"fr": "A", "nl": "A"})
    workflow_on(PortalPage.objects.get(depth=1), translators("nl"))
    state = hand_in(staff(EDITORS), page, summary_fr="Remis", summary_nl="Nieuw")
    dutch = staff(translators("nl"))
    answer = dutch.post(decide_url(page, state), {})
    assert proposed(dutch.get(answer.headers["Location"]))["languages"] == ["nl"]
    confirm(dutch, answer, languages=["nl", "fr"])
    assert public(page, "summary", "fr") == "A"
    confirm(dutch, answer)
    assert [public(page, "summary", code) for code in ("fr", "nl")] == ["A", "Nieuw"]


def test_a_reviewer_who_may_publish_nothing_is_told_so(staff: Staff) -> None:
    page = factories.project(title={"fr": "Un"}, summary={"fr": "A"})
    workflow_on(PortalPage.objects.get(depth=1), EDITORS)
    state = hand_in(staff(EDITORS), page, summary_fr="Remis")
    reviewer = staff(EDITORS)
    answer = reviewer.post(decide_url(page, state), {})
    assert reviewer.get(answer.headers["Location"]).headers["Location"] == edit_url(page)
    assert public(page, "summary", "fr") == "A"
    assert waiting_of(page) == state


def test_two_approve_at_once(page: ProjectPage, staff: Staff) -> None:
    state = hand_in(staff(EDITORS), page, summary_fr="Remis")
    one, other = staff(MODERATORS), staff()
    answers = [client.post(decide_url(page, state), {}) for client in (one, other)]
    shown = other.get(answers[1].headers["Location"])
    confirm(one, answers[0])
    save(staff(), page, summary_fr="Après")
    late = other.post(answers[1].headers["Location"], proposed(shown))
    assert late.headers["Location"] == edit_url(page)
    assert public(page, "summary", "fr") == "Remis"


def test_a_first_publication(staff: Staff) -> None:
    page = factories.draft(
        ProjectPage, factories.project_index(), title={"fr": "Un", "en": "One"}, acronym="X"
    )
    workflow_on(PortalPage.objects.get(depth=1), MODERATORS)
    state = hand_in(staff(EDITORS), page, summary_fr="Remis")
    moderator = staff(MODERATORS)
    answer = moderator.post(decide_url(page, state), {})
    assert proposed(moderator.get(answer.headers["Location"]))["languages"] == ["fr"]
    confirm(moderator, answer)
    fresh = ProjectPage.objects.get(pk=page.pk)
    assert fresh.published_languages == ["fr"]
    assert fresh.acronym == "X"
    assert drafted(page, "title", "en") == "One"


def test_a_task_that_is_switched_off_publishes_nothing(page: ProjectPage, staff: Staff) -> None:
    hand_in(staff(EDITORS), page, summary_fr="Remis")
    task = GroupApprovalTask.objects.get(name=f"{MODERATORS} look")
    answer = staff().post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))
    assert answer.status_code == 302
    assert public(page, "summary", "fr") == "A"
    assert state_of(page).status == WorkflowState.STATUS_CANCELLED
    # A workflow without a task ends at once, and publishes nothing either.
    assert save(staff(EDITORS), page, action="action-submit", summary_fr="Encore").status_code == 302
    assert public(page, "summary", "fr") == "A"


def test_a_task_that_is_deleted_leaves_the_page_open(page: ProjectPage, staff: Staff) -> None:
    hand_in(staff(EDITORS), page, summary_fr="Remis")
    GroupApprovalTask.objects.filter(name=f"{MODERATORS} look").first().delete()  # type: ignore[union-attr]
    assert state_of(page).status == WorkflowState.STATUS_CANCELLED
    editor = staff(EDITORS)
    assert editor.get(edit_url(page)).status_code == 200
    save(editor, page, summary_fr="Encore")
    assert drafted(page, "summary", "fr") == "Encore"


def test_moved_copied_and_deleted_while_it_waits(page: ProjectPage, staff: Staff) -> None:
    state = hand_in(staff(EDITORS), page, summary_fr="Remis")
    admin = staff()
    other = factories.project_index()
    admin.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, other.pk]))
    assert waiting_of(page) == state
    copied = PortalPage.objects.get(pk=page.pk).specific.copy(keep_live=False)
    assert copied.current_workflow_state is None
    moderator = staff(MODERATORS)
    confirm(moderator, moderator.post(decide_url(page, state), {}))
    assert public(page, "summary", "fr") == "Remis"
    hand_in(staff(EDITORS), page, summary_fr="Encore")
    admin.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not Submission.objects.exists()
