"""Computing stored states of translation again, for all records."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import models

from cluster_portal.languages.intents import Intent
from cluster_portal.languages.models import TranslationState
from cluster_portal.languages.querysets import record_type
from cluster_portal.languages.records import as_drafted, translated_models
from cluster_portal.languages.states import refresh, state_rows

_COMPARED = ("title", "state", "units", "units_machine", "words", "words_missing", "words_outdated")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many records were looked at, and how many of their stored states were wrong or missing."""

    records: int
    differed: int


def drafted_records() -> Iterator[models.Model]:
    """Return every record whose translations are followed, pages as they are drafted."""
    from cluster_portal.pages.models import PortalPage

    for model in translated_models():
        for record in model._default_manager.order_by("pk").iterator(chunk_size=200):
            if not (isinstance(record, PortalPage) and record.alias_of_id):
                yield as_drafted(record)


def rebuild(progress: Callable[[int, int], None] = lambda done, total: None) -> Rebuilt:
    """Compute all states again; confirmations are made where there are none, and otherwise kept."""
    total = sum(model._default_manager.count() for model in translated_models())
    records = differed = 0
    for record in drafted_records():
        before = {row.language: row for row in TranslationState.objects.of_record(record)}
        refresh(record, Intent())
        differed += sum(
            any(getattr(before.get(row.language), name, None) != getattr(row, name) for name in _COMPARED)
            for row in state_rows(record)
        )
        records += 1
        progress(records, total)
    known = [record_type(model()) for model in translated_models()]
    TranslationState.objects.exclude(content_type__in=known).delete()
    return Rebuilt(records, differed)
