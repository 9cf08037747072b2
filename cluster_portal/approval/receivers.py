"""Keep what was handed in together with the workflow."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_cancelled

from cluster_portal.approval.models import Submission
from cluster_portal.approval.submissions import hand_in, take_over_review
from cluster_portal.pages.models import PortalPage


@receiver(task_submitted)
def write_down_what_is_handed_in(instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """Do so when a workflow begins or is taken up again; a later task decides on the same."""
    state = instance.workflow_state
    if not isinstance(state.content_object, PortalPage):
        return
    before = state.task_states.exclude(pk=instance.pk).order_by("-started_at", "-pk").first()
    if before is not None and before.status in (TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED):
        take_over_review(state, before.finished_by)
    else:
        hand_in(instance, user)


@receiver([workflow_approved, workflow_cancelled])
def forget_what_was_handed_in(instance: WorkflowState, **kwargs: Any) -> None:
    """Keep no version of a page that is decided on."""
    Submission.objects.filter(workflow_state=instance).delete()


@receiver(pre_delete, sender=TaskState)
def end_without_task(instance: TaskState, **kwargs: Any) -> None:
    """End a workflow whose task is deleted: nobody could decide on it."""
    waiting = WorkflowState.objects.active().filter(current_task_state=instance.pk)
    Submission.objects.filter(workflow_state__in=waiting).delete()
    waiting.update(status=WorkflowState.STATUS_CANCELLED)
