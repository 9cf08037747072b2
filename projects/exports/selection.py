"""Which records are meant: those a reader may see, narrowed and ordered as on the list they come from.

``select`` functions are what exports and the interface ask. A filter value that means nothing is ignored, and told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from cluster_portal.database import among
from cluster_portal.pages.closed import Reader
from cluster_portal.pages.querysets import may_be_seen

_CHUNK = 500
_LONGEST_VALUE = 40


@dataclass(slots=True)
class Selection:
    """Records, and the filter values that were not understood.

    ``keys`` are the keys in order where the list works them out itself; else the records have their order.
    """

    records: "QuerySet[Any]"
    keys: list[int] | None = None
    ignored: list[str] = field(default_factory=list)

    def count(self) -> int:
        """Return how many records there are."""
        return self.records.count() if self.keys is None else len(self.keys)

    def slice(self, start: int, stop: int) -> list[Any]:
        """Return the records from ``start`` to before ``stop``."""
        if self.keys is None:
            return list(self.records[start:stop])
        return self._by_keys(self.keys[start:stop])

    def chunks(self) -> Iterator[list[Any]]:
        """Return all records, a few hundred at a time."""
        if self.keys is not None:
            for start in range(0, len(self.keys), _CHUNK):
                yield self._by_keys(self.keys[start : start + _CHUNK])
            return
        chunk: list[Any] = []
        for record in self.records.iterator(chunk_size=_CHUNK):
            chunk.append(record)
            if len(chunk) == _CHUNK:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _by_keys(self, keys: list[int]) -> list[Any]:
        found = {record.pk: record for record in self.records.filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]


Select = Callable[[Reader, QueryDict], Selection]


def projects(reader: Reader, query: QueryDict) -> Selection:
    """Return projects as the list of projects does."""
    from projects.listing.context import found_in_order, read_list
    from projects.models import ProjectPage

    criteria, facets = read_list(reader, query)
    keys = list(found_in_order(reader, criteria, facets).values_list("pk", flat=True))
    return Selection(
        ProjectPage.objects.visible_to(reader).select_related("programme"), keys, list(criteria.ignored)
    )


def participations(reader: Reader, query: QueryDict) -> Selection:
    """Return the participations in the projects chosen whose partner the reader may see too."""
    from projects.listing.criteria import Dimension
    from projects.models import Participation

    rows = Participation.objects.filter(may_be_seen(reader, "project__"), may_be_seen(reader, "partner__"))
    ignored: list[str] = []
    if any(query.get(dimension.value) for dimension in Dimension):
        chosen = projects(reader, query)
        rows, ignored = rows.filter(project__in=among(chosen.keys or [])), chosen.ignored
    return Selection(
        rows.select_related("project", "partner").order_by("project__path", "sort_order", "pk"),
        ignored=ignored,
    )


def calls(reader: Reader, query: QueryDict) -> Selection:
    """Return calls as the list of calls does, those that a company can use first."""
    from projects.calls.filters import FACETS, Choice
    from projects.calls.options import Options, read_options
    from projects.models import CallPage

    now = timezone.now()
    wants_some = any(query.get(name) for name in FACETS)
    choice = Choice.read(query, read_options(reader) if wants_some else Options())
    found = choice.apply(CallPage.objects.visible_to(reader), now).what_matters_first(now).with_clock()
    ignored = [f"{name}={value}"[:_LONGEST_VALUE] for name, value in choice.ignored.items()]
    return Selection(found, ignored=ignored)


def partners(reader: Reader, query: QueryDict) -> Selection:
    """Return partners as the directory does."""
    from partners.listing.context import read_list
    from partners.models import PartnerPage

    criteria, facets = read_list(reader, query)
    return Selection(
        PartnerPage.objects.visible_to(reader), facets.selection(criteria), list(criteria.ignored)
    )
