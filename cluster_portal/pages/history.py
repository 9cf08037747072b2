"""What is written into a page's history when its languages are published, taken off, brought back or scheduled."""

from typing import TYPE_CHECKING, Any

from wagtail.log_actions import log

if TYPE_CHECKING:
    from wagtail.models import Revision

    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage

PUBLISHED = "languages.publish"
UNPUBLISHED = "languages.unpublish"
REVERTED = "languages.revert"
SCHEDULED = "languages.schedule"
CANCELLED = "languages.cancel_schedule"


def record(
    page: "PortalPage",
    action: str,
    user: "User | None",
    *,
    revision: "Revision | None" = None,
    **data: Any,
) -> None:
    """Write an entry into the page's history; ``data`` is what the entry tells, such as the languages."""
    log(instance=page, action=action, user=user, revision=revision, data=data, content_changed=True)
