"""Questions asked of wordings."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from projects.acknowledgement.models import AcknowledgementWording

    _Wordings = models.QuerySet[AcknowledgementWording]
else:
    _Wordings = models.QuerySet


class WordingQuerySet(_Wordings):
    """The cluster's own wordings."""

    def latest_first(self) -> Self:
        """Return the wordings by the day from which they hold, the latest first."""
        return self.order_by("-valid_from", "-version")

    def in_force_on(self, day: date) -> Self:
        """Return the wordings that have begun by ``day``, the latest first: the first of its kind holds."""
        return self.filter(valid_from__lte=day).latest_first()

    def of_kind(self, family: Any, role: Any) -> Self:
        """Return the wordings of a family and role; both may be expressions over an outer query."""
        return self.filter(generation=family, role=role)

    def next_version(self, family: str, role: str) -> int:
        """Return the number that the next wording of a family and role gets, from 1."""
        highest = self.of_kind(family, role).aggregate(highest=models.Max("version"))["highest"]
        return (highest or 0) + 1
