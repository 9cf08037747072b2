"""Questions asked of the glossary and of uploads."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from cluster_portal.languages.codes import get_value, is_empty

if TYPE_CHECKING:
    from cluster_portal.exchange.models import GlossaryTerm, Upload

    _Terms = models.QuerySet[GlossaryTerm]
    _Uploads = models.QuerySet[Upload]
else:
    _Terms = _Uploads = models.QuerySet


class GlossaryQuerySet(_Terms):
    """Terms of the cluster."""

    def between(self, source: str, target: str) -> dict[str, str]:
        """Return the terms that have a name in both languages."""
        pairs = ((get_value(term, "term", source), get_value(term, "term", target)) for term in self.all())
        return {one.strip(): other.strip() for one, other in pairs if not (is_empty(one) or is_empty(other))}


class UploadQuerySet(_Uploads):
    """Uploaded files."""

    def forget_before(self, moment: datetime) -> int:
        """Delete what was uploaded before ``moment`` (aware); return how many."""
        return self.filter(made_at__lt=moment).delete()[0]
