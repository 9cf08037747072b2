"""Where pages in the bin stood, and who may bring them back: whoever could have deleted them there."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from wagtail.models import PageViewRestriction

from cluster_portal.bin.models import BIN_PATH, BinnedPage
from cluster_portal.pages import privacy
from cluster_portal.pages.binned import bin_open
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
        return next((parent for parent in self._above(row) if not parent.in_bin), self._root)

    def _above(self, row: BinnedPage) -> Iterator[PortalPage]:
        """Yield the page that it stood below; as long as that is in the bin itself, what that stood below too."""
        seen: set[int] = set()
        below: BinnedPage | None = row
        while below is not None and below.parent is not None and below.pk not in seen:
            yield below.parent
            seen.add(below.pk)
            below = self._holding(below.parent)

    def _holding(self, page: PortalPage) -> BinnedPage | None:
        return self._by_path.get(page.path[:_TOP]) if page.in_bin else None

    def restrictions_over(self, row: BinnedPage) -> list[PageViewRestriction]:
        """Return every restriction that a reader of the page had to pass where it stood."""
        with bin_open():
            return privacy.restrictions_over(*self._above(row))

    def kept_closed_by(
        self, user: "User | AnonymousUser", row: BinnedPage, parent: PortalPage
    ) -> list[PortalPage]:
        """Return the pages that limited its readers, do not below ``parent``, and that a user may not open."""
        lost = privacy.beyond(self.restrictions_over(row), privacy.restrictions_over(parent))
        closing = {restriction.page_id: restriction.page for restriction in lost}
        return [page for page in closing.values() if not self._may_open(user, page)]

    def _may_open(self, user: "User | AnonymousUser", page: PortalPage) -> bool:
        if (row := self._holding(page)) is not None:
            return self.may_publish(user, row)
        return page.permissions_for_user(user).can_set_view_restrictions()

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
