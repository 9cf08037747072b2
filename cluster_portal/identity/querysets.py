"""Questions asked of notices."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from cluster_portal.identity.models import Notice

    _Base = models.QuerySet[Notice]
else:
    _Base = models.QuerySet


class NoticeQuerySet(_Base):
    """Notices to all readers."""

    def in_force_at(self, moment: datetime) -> Self:
        """Return the notices that readers see at ``moment``."""
        return self.filter(
            Q(starts_at__isnull=True) | Q(starts_at__lte=moment),
            Q(ends_at__isnull=True) | Q(ends_at__gt=moment),
        )
