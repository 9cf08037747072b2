"""Questions asked of findings."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from wagtail.permission_policies.pages import PagePermissionPolicy

from cluster_portal.languages.querysets import OfRecord

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User


class FindingQuerySet(OfRecord):
    """Findings of the editorial checks."""

    def of_interest_to(self, user: "User") -> Self:
        """Return the findings on pages that a user may change, and on other records."""
        pages: Any = PagePermissionPolicy().instances_user_has_any_permission_for(user, ["change", "add"])
        return self.filter(Q(page__isnull=True) | Q(page__in=pages.order_by().values("pk")))

    def in_reading_order(self) -> Self:
        """Return the findings by page, in the order of the tree; other records last."""
        return self.order_by(
            models.F("page__path").asc(nulls_last=True), "title", "object_id", "language", "pk"
        )
