"""What waits in the name of people whose accounts are about to be deleted."""

from collections.abc import Collection

from django.utils.translation import gettext
from wagtail.models import WorkflowState

from cluster_portal.accounts.models import User
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.pages.models import PortalPage


def what_waits(people: Collection[User]) -> str:
    """Return a sentence with what stays and waits for somebody else; nothing where nothing does."""
    waiting = {
        "schedules": LanguageSchedule.objects.filter(created_by__in=people).count(),
        "submissions": WorkflowState.objects.active().filter(requested_by__in=people).count(),
        "locks": PortalPage.objects.filter(locked=True, locked_by__in=people).count(),
    }
    if not any(waiting.values()):
        return ""
    if len(people) == 1:
        words = gettext(
            "What is under way in this person’s name stays and waits for others. Schedules: %(schedules)d. "
            "Submitted for approval: %(submissions)d. Locked pages: %(locks)d."
        )
    else:
        words = gettext(
            "What is under way in these people’s names stays and waits for others. Schedules: %(schedules)d. "
            "Submitted for approval: %(submissions)d. Locked pages: %(locks)d."
        )
    return words % waiting
