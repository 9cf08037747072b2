"""Questions asked of notices."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, Q

from cluster_portal.pages.closed import Reader
from cluster_portal.pages.querysets import may_be_seen

if TYPE_CHECKING:
    from cluster_portal.identity.models import MenuItem, Notice

    _Menu = models.QuerySet[MenuItem]
    _Notices = models.QuerySet[Notice]
else:
    _Menu = _Notices = models.QuerySet


class NoticeQuerySet(_Notices):
    """Notices to all readers."""

    def in_force_at(self, moment: datetime) -> Self:
        """Return the notices that readers see at ``moment``."""
        return self.filter(
            Q(starts_at__isnull=True) | Q(starts_at__lte=moment),
            Q(ends_at__isnull=True) | Q(ends_at__gt=moment),
        )


class MenuItemQuerySet(_Menu):
    """Entries of the menus."""

    def for_frame(self, reader: Reader, moment: datetime) -> Self:
        """Return all that stands around a page: the entries a reader may see, with page and settings.

        ``has_notices`` tells whether notices are in force at ``moment``.
        """
        from cluster_portal.identity.models import Notice

        return (
            self.filter(Q(page__isnull=True) | may_be_seen(reader, "page__"))
            .select_related("page", "settings", "settings__logo", "settings__favicon")
            .annotate(has_notices=Exists(Notice.objects.in_force_at(moment)))
        )
