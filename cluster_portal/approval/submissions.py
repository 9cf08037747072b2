"""What is handed in for approval: what it is about, who may change it meanwhile, and what would be published."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from cluster_portal.approval.authors import FACTS, changed_by
from cluster_portal.approval.models import Submission
from cluster_portal.languages.codes import column, content_languages, name_of, translated_fields
from cluster_portal.languages.merging import Content, difference, merged, patched, version_of
from cluster_portal.languages.rights import limit_of

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage


@dataclass(frozen=True, slots=True)
class Parts:
    """Some languages of a page, and whether its facts too."""

    languages: frozenset[str] = frozenset()
    facts: bool = False

    def __bool__(self) -> bool:
        return bool(self.languages or self.facts)


NOTHING = Parts()


def submission_of(page: Any) -> Submission | None:
    """Return what of a page was handed in and is not decided yet."""
    state = page.current_workflow_state
    return None if state is None else Submission.objects.filter(workflow_state=state).first()


def parts_of(submission: Submission | None) -> Parts:
    """Return what a submission is about; the whole page where nobody can say."""
    if submission is None or not submission.names_parts:
        return Parts(frozenset(content_languages()), facts=True)
    return Parts(frozenset(submission.languages), facts=submission.facts)


def held_from(user: Any, page: Any) -> Parts:
    """Return what ``user`` may not change of a page because it waits for somebody else's approval."""
    if user is None or page.pk is None:
        return NOTHING
    task = page.current_workflow_task
    if task is None or not task.locked_for_user(page, user):
        return NOTHING
    return parts_of(submission_of(page))


def writable_parts(user: Any, page: Any) -> Parts:
    """Return what ``user`` may write of a page: what is theirs and does not wait for somebody else's approval."""
    limit, held = limit_of(user), held_from(user, page)
    languages = frozenset(content_languages()) if limit is None else limit
    return Parts(languages - held.languages, facts=limit is None and not held.facts)


def names_of(parts: Parts) -> list[str]:
    """Return what people call these parts."""
    names = [name_of(code) for code in content_languages() if code in parts.languages]
    return [*names, _("facts")] if parts.facts else names


def hand_in(task_state: TaskState, user: Any) -> None:
    """Write down what was handed in: what the submitter changed and is not public, as it stands now."""
    state = task_state.workflow_state
    page = state.content_object.specific
    content = task_state.revision.content
    people = {person.pk for person in (state.requested_by, user) if person is not None}
    changed = changed_by(page, content, people)
    Submission.objects.update_or_create(
        workflow_state=state,
        defaults={
            "languages": [code for code in content_languages() if code in changed],
            "facts": FACTS in changed,
            "content": content,
            "reviewed": {},
        },
    )


def note_review(page: "PortalPage", user: Any, before: Content, after: Content) -> None:
    """Remember what a reviewer changed in a page that waits: it goes out with that person's approval."""
    task = page.current_workflow_task
    submission = submission_of(page) if task is not None and not task.locked_for_user(page, user) else None
    if submission is None:
        return
    model, key = type(page), str(user.pk)
    changes = difference(model, after, before, content_languages(), facts=True)
    submission.reviewed[key] = patched(model, submission.reviewed.get(key, submission.content), changes)
    submission.save(update_fields=["reviewed"])


def take_over_review(state: WorkflowState, user: Any) -> None:
    """Let what a reviewer changed be a part of what the next one decides on."""
    submission = Submission.objects.filter(workflow_state=state).first()
    if submission is not None and user is not None and str(user.pk) in submission.reviewed:
        page = state.content_object.specific
        changes = _changes_by(page, submission, user)
        submission.content = patched(type(page), submission.content, changes)
        submission.reviewed = {}
        submission.save(update_fields=["content", "reviewed"])


def _changes_by(page: Any, submission: Submission, user: Any) -> Content:
    content = submission.reviewed.get(str(user.pk), submission.content)
    return difference(type(page), content, submission.content, content_languages(), facts=True)


def version_to_publish(page: "PortalPage", submission: Submission, user: Any) -> Content:
    """Return what the approval of ``user`` can publish: what was handed in, with what the same person changed.

    All else is as it is public; whatever others have saved since is not in it.
    """
    parts, model = parts_of(submission), type(page)
    if page.live:
        base = merged(model, submission.content, version_of(page), parts.languages, facts=parts.facts)
    else:
        base = _with_texts_of(page, submission.content, parts.languages)
    return patched(model, base, _changes_by(page, submission, user))


def _with_texts_of(page: "PortalPage", content: Content, languages: Collection[str]) -> Content:
    others = {
        column(field, code)
        for field in translated_fields(type(page))
        for code in content_languages()
        if field != "slug" and code not in languages
    }
    return {name: None if name in others else value for name, value in content.items()}


def end_where_published(page: "PortalPage", languages: Collection[str], *, facts: bool, user: Any) -> None:
    """Cancel the workflow of a page when something it is about was published another way."""
    state = page.current_workflow_state
    if state is None:
        return
    parts = parts_of(submission_of(page))
    if parts.languages.intersection(languages) or (parts.facts and facts):
        state.cancel(user=user)
