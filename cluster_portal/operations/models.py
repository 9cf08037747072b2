"""When the worker was last at work."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The worker shows itself every minute; a long task may hold it up.
SILENT_AFTER = timedelta(minutes=10)


class WorkerBeat(models.Model):
    """One row: the last moment at which the worker was seen at work, by its process."""

    beat_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("sign of life of the worker")
        verbose_name_plural = _("signs of life of the worker")

    def __str__(self) -> str:
        return self.beat_at.isoformat()

    @classmethod
    def beat(cls) -> Self:
        """Record that the worker is at work now."""
        return cls.objects.update_or_create(pk=1, defaults={"beat_at": timezone.now()})[0]

    @classmethod
    def last_seen(cls) -> datetime | None:
        """Return when the worker was last seen, None if it never was."""
        return cls.objects.values_list("beat_at", flat=True).first()

    @classmethod
    def is_silent(cls) -> bool:
        """Say whether the worker has not been seen for too long, or never."""
        last = cls.last_seen()
        return last is None or timezone.now() - last > SILENT_AFTER
