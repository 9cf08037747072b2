"""The end of a workflow: what was approved is published, and nothing that nobody confirmed.

Wagtail reads this module while its models are loaded, so it imports none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cluster_portal.pages.publishing import Choice


class ConfirmationNeededError(Exception):
    """Raised when an approval would publish before somebody has confirmed what."""


_confirmed: ContextVar["Choice | None"] = ContextVar("confirmed", default=None)


@contextmanager
def confirming(choice: "Choice") -> Iterator[None]:
    """Publish ``choice`` when a workflow ends inside the block."""
    token = _confirmed.set(choice)
    try:
        yield
    finally:
        _confirmed.reset(token)


def finish_workflow(workflow_state: Any, user: Any = None) -> None:
    """Publish what was confirmed; raise ConfirmationNeededError when somebody approved without confirming.

    A workflow that ends by itself, because its last task was switched off or it has none, publishes nothing.
    """
    from wagtail.models import AbstractPage, TaskState
    from wagtail.workflows import publish_workflow_state

    from cluster_portal.pages.publishing import publish

    if not isinstance(workflow_state.content_object, AbstractPage):
        publish_workflow_state(workflow_state, user=user)
        return
    choice = _confirmed.get()
    last = workflow_state.current_task_state
    if last is None or last.status != TaskState.STATUS_APPROVED:
        workflow_state.status = workflow_state.STATUS_CANCELLED
        workflow_state.save()
        # Wagtail would write to this person that the page was approved.
        workflow_state.requested_by = None
    elif choice is None:
        raise ConfirmationNeededError
    elif choice.languages or choice.facts:
        publish(workflow_state.content_object, choice, user=user)
