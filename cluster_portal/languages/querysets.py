"""Questions asked of translation states."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models

if TYPE_CHECKING:
    from cluster_portal.languages.models import LanguageSchedule

    _Schedules = models.QuerySet[LanguageSchedule]
else:
    _Schedules = models.QuerySet


def record_type(instance: models.Model) -> ContentType:
    """Return the content type under which a record's translations are kept: its most specific one."""
    return ContentType.objects.get_for_model(instance, for_concrete_model=False)


class OfRecord(models.QuerySet):  # type: ignore[type-arg]
    """Rows about one record."""

    def of_record(self, instance: models.Model) -> Self:
        """Return the rows about ``instance``, which must be of its most specific type."""
        return self.filter(content_type=record_type(instance), object_id=instance.pk)


class ConfirmationQuerySet(OfRecord):
    """Confirmed translations."""


class StateQuerySet(OfRecord):
    """States of records by language."""

    def in_language(self, language: str) -> Self:
        """Return the states in ``language``."""
        return self.filter(language=language)

    def with_work(self) -> Self:
        """Return the states in which something is missing or outdated."""
        return self.exclude(words_missing=0, words_outdated=0)


class ScheduleQuerySet(_Schedules):
    """Moments at which a language is to be published or unpublished."""

    def due_at(self, moment: datetime) -> Self:
        """Return the waiting schedules whose moment has come, the earliest first."""
        return self.waiting().filter(moment__lte=moment).order_by("moment", "pk")

    def waiting(self) -> Self:
        """Return the schedules that wait for their moment."""
        return self.filter(status="waiting")

    def stuck(self) -> Self:
        """Return the schedules that somebody has to look at: held or failed."""
        return self.exclude(status="waiting")
