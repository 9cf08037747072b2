"""Where pages in the bin stood, and who may bring them back: whoever could have deleted them there."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from cluster_portal.bin.models import BIN_PATH, BinnedPage
from cluster_portal.pages.models import PortalPage

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User

_TOP = len(BIN_PATH) + PortalPage.steplen


class Places:
    """Answers for many rows of the bin with the same few queries."""

    def __init__(self) -> None:
        rows = BinnedPage.objects.select_related("page", "parent").only("page__path", "parent")
        self._by_path: dict[str, BinnedPage] = {row.page.path: row for row in rows}
        self._root = PortalPage.objects.filter(depth=1).first()

    def of(self, row: BinnedPage) -> PortalPage | None:
        """Return the nearest page outside the bin to the place where the page stood.

        Where the parent is gone for good, that is the root of the tree.
        """
        seen: set[int] = set()
        parent = row.parent
        while parent is not None and parent.in_bin:
            above = self._by_path.get(parent.path[:_TOP])
            if above is None or above.pk in seen:
                return self._root
            seen.add(above.pk)
            parent = above.parent
        return parent or self._root

    def may_bring_back(self, user: "User | AnonymousUser", row: BinnedPage) -> bool:
        """Say whether a user may bring the page back, or see it in the bin at all."""
        place = self.of(row)
        if place is None or not user.is_active:
            return False
        if user.is_superuser:
            return True
        tester = place.permissions_for_user(user)
        if tester.can_publish_subpage():
            return True
        owns = row.page.owner_id == user.pk or row.put_by_id == user.pk
        may_change = "change" in tester.permissions or owns
        return not row.has_been_live and may_change and tester.can_add_subpage()

    def may_publish(self, user: "User | AnonymousUser", row: BinnedPage) -> bool:
        """Say whether a user may bring the page back as it was, public, or remove it for good."""
        place = self.of(row)
        return place is not None and user.is_active and place.permissions_for_user(user).can_publish_subpage()

    def visible_to(self, user: "User | AnonymousUser", rows: Iterable[BinnedPage]) -> list[BinnedPage]:
        """Return the rows that a user may bring back."""
        return [row for row in rows if self.may_bring_back(user, row)]
