"""When people came to their space."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.consortium.querysets import VisitQuerySet

# Whoever comes back within this time is still on the same visit.
VISIT = timedelta(minutes=30)


class SpaceVisit(models.Model):
    """The beginning of somebody's visit to the space, and of the one before."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="space_visit",
    )
    previous_at = models.DateTimeField(_("visit before"), null=True)
    current_at = models.DateTimeField(_("visit"))

    objects: ClassVar[VisitQuerySet] = VisitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("visit to the space")
        verbose_name_plural = _("visits to the space")

    def __str__(self) -> str:
        return f"{self.user} – {self.current_at:%Y-%m-%d %H:%M}"

    def is_over_at(self, moment: datetime) -> bool:
        """Say whether somebody who comes at ``moment`` (aware) begins another visit."""
        return moment - self.current_at >= VISIT
