"""What a person may do with a page: Wagtail's rights, and the limit of those who write some languages only."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from wagtail.models import PagePermissionTester

from cluster_portal.approval.submissions import held_from
from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.rights import limit_of, may_write_facts
from cluster_portal.pages import moving
from cluster_portal.pages.privacy import lost_at

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage


class PortalPagePermissionTester(PagePermissionTester):
    """Decides every question that Wagtail asks of a page.

    Whoever is limited to languages may edit a page and hand it in, and nothing that touches more than the texts of
    one language. The check ``pages.E001`` fails when Wagtail asks something that is not decided here.
    """

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        self.is_limited = user.is_active and limit_of(user) is not None

    def can_edit(self) -> bool:
        """Return whether the user may write any part of the page; the form keeps what is not theirs."""
        return bool(super().can_edit())

    def can_submit_for_moderation(self) -> bool:
        """Return whether the user may hand the page in for approval."""
        return bool(super().can_submit_for_moderation() and self.can_edit())

    def can_view_revisions(self) -> bool:
        """Return whether the user may see earlier versions."""
        return bool(super().can_view_revisions())

    def can_add_subpage(self) -> bool:
        """Return whether the user may make a page below this one."""
        return bool(not self.is_limited and super().can_add_subpage())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Return whether the user may delete the page with all that is below it."""
        return bool(not self.is_limited and super().can_delete(ignore_bulk))

    def can_publish(self) -> bool:
        """Return whether the user may publish the page in every language, with its facts."""
        return bool(not self.is_limited and super().can_publish())

    def can_publish_subpage(self) -> bool:
        """Return whether the user may publish pages below this one."""
        return bool(not self.is_limited and super().can_publish_subpage())

    def can_unpublish(self) -> bool:
        """Return whether the user may take the page off the site."""
        return bool(not self.is_limited and super().can_unpublish())

    def can_unschedule(self) -> bool:
        """Return whether the user may cancel what is scheduled for the whole page."""
        return bool(not self.is_limited and super().can_unschedule())

    def can_set_view_restrictions(self) -> bool:
        """Return whether the user may close the page to readers, or open it."""
        return bool(not self.is_limited and super().can_set_view_restrictions())

    def can_lock(self) -> bool:
        """Return whether the user may lock the page."""
        return bool(not self.is_limited and super().can_lock())

    def can_unlock(self) -> bool:
        """Return whether the user may unlock the page."""
        return bool(not self.is_limited and super().can_unlock())

    def can_reorder_children(self) -> bool:
        """Return whether the user may change the order of the pages below this one."""
        return bool(not self.is_limited and super().can_reorder_children())

    def can_move(self) -> bool:
        """Return whether the user may move the page at all."""
        return bool(not self.is_limited and super().can_move())

    def can_move_to(self, destination: Any) -> bool:
        """Return whether the user may move the page below ``destination``.

        Taking it out of a place that limits its readers needs the right to open that place.
        """
        if self.is_limited or not super().can_move_to(destination):
            return False
        return not moving.forbidden_by(self.user, lost_at(self.page, destination))

    def can_copy(self) -> bool:
        """Return whether the user may copy the page at all."""
        return bool(not self.is_limited and super().can_copy())

    def can_copy_to(self, destination: Any, recursive: bool = False) -> bool:
        """Return whether the user may copy the page below ``destination``."""
        return bool(not self.is_limited and super().can_copy_to(destination, recursive))


def publishable_languages(user: "User | AnonymousUser", page: "PortalPage") -> list[str]:
    """Return the languages in which a user may publish, schedule or unpublish ``page``.

    What waits for somebody else's approval is none of them, and facts that wait hold up the first publication.
    """
    tester = page.permissions_for_user(user)
    limit = None if tester.can_publish() else limit_of(user)
    if not tester.can_publish() and (limit is None or not tester.can_edit() or page.alias_of_id):
        return []
    held = held_from(user, page)
    if held.facts and not page.live:
        return []
    return [
        code
        for code in content_languages()
        if (limit is None or code in limit) and code not in held.languages
    ]


def may_publish_facts(user: "User | AnonymousUser", page: "PortalPage") -> bool:
    """Return whether a user who may publish ``page`` may publish what is no text."""
    return may_write_facts(user) and not held_from(user, page).facts
