"""Who is kept from changing a page while some of its languages wait for approval."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock

from cluster_portal.approval.submissions import held_from, names_of, writable_parts


class SubmissionLock(WorkflowLock):
    """Keeps back what waits for approval, and nobody who may write something else of the page."""

    def for_user(self, user: Any) -> bool:
        """Return whether ``user`` may write nothing of the page until the approval is decided."""
        return bool(super().for_user(user)) and not writable_parts(user, self.object)

    def get_message(self, user: Any) -> str | None:
        """Return what waits, for somebody who may write the rest."""
        if self.for_user(user):
            message: str | None = super().get_message(user)
            return message
        held = held_from(user, self.object)
        if not held:
            return None
        return _(
            "Waiting for approval: %(parts)s. Only reviewers can change this; you can write the rest."
        ) % {"parts": ", ".join(names_of(held))}

    def get_description(self, user: Any, can_lock: bool = False) -> str:
        """Return the same beside the form."""
        partly = None if self.for_user(user) else self.get_message(user)
        return partly or str(super().get_description(user, can_lock))
