"""Which partners a reader may see, in order, and which of them have which value of what readers filter by.

The database groups keys by value and hands them over as text, so that one query brings all values and the counts for
any choice are intersections of sets.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cluster_portal.countries import country_name
from cluster_portal.languages.texts import Text
from cluster_portal.pages.querysets import Reader
from partners.listing.criteria import Criteria, Order
from partners.listing.dimensions import COUNTRY, KIND, dimensions, read_values
from partners.listing.names import fold
from partners.places import Place

Keys = frozenset[int]


@dataclass(slots=True)
class Facets:
    """The partners a reader may see, in order, and by value of each dimension; names where they came along.

    ``total`` counts those that bear any name; ``former_names`` says under which other name a partner was found.
    ``by_value`` may hold keys of other partners too: what counts is what they share with ``visible``.
    """

    ordered: list[int]
    visible: Keys
    total: int
    by_value: dict[str, dict[str, Keys]]
    names: dict[tuple[str, str], Text] = field(default_factory=dict)
    former_names: dict[int, str] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)

    def matching(self, chosen: Mapping[str, str], *, besides: str = "") -> Keys:
        """Return the visible partners that have all values chosen, leaving one dimension aside."""
        found = self.visible
        for name, value in chosen.items():
            if name != besides:
                found &= self.by_value[name].get(value, frozenset())
        return found

    def selection(self, criteria: Criteria) -> list[int]:
        """Return the keys of the partners that match, in order."""
        keys = self.matching(criteria.chosen)
        return [key for key in self.ordered if key in keys] if criteria.chosen else self.ordered

    def counts(self, name: str, criteria: Criteria) -> dict[str, int]:
        """Return how many partners each value would leave, with the other dimensions as they are chosen."""
        others = self.matching(criteria.chosen, besides=name)
        return {value: len(keys & others) for value, keys in self.by_value[name].items()}


def read_facets(reader: Reader, order: Order, words: str = "", *, places: bool = False) -> Facets:
    """Read with two queries the partners that ``reader`` may see and that bear a name with ``words`` in it.

    With ``places``, where they are is read along.
    """
    from partners.models import PartnerPage

    rows = PartnerPage.objects.visible_to(reader).listed(names=bool(words), places=places)
    by_value: dict[str, dict[str, Any]] = {dimension.name: {} for dimension in dimensions()}
    by_country, by_kind = by_value[COUNTRY.name], by_value[KIND.name]
    countries = _Countries()
    found: list[tuple[Any, str, int]] = []
    facets = Facets([], frozenset(), 0, by_value)
    wanted = fold(words)
    names_from = 4 + (Place.width() if places else 0)
    for row in rows:
        key, country, kind, name = row[:4]
        # Values stay known when the words leave nobody: a choice is no mistake for that.
        by_country.setdefault(country, []).append(key)
        by_kind.setdefault(kind, []).append(key)
        if words and not _bears(wanted, row[names_from:], facets.former_names, key):
            continue
        found.append((countries[country] if order == Order.COUNTRY else None, fold(name or ""), key))
        if places:
            facets.places[key] = Place.of_row(row[4:names_from])
    facets.total = sum(len(keys) for keys in by_country.values())
    facets.ordered = [key for _country, _name, key in sorted(found)]
    facets.visible = frozenset(facets.ordered)
    for values in (by_country, by_kind):
        values.pop("", None)
        values.update({value: frozenset(keys) for value, keys in values.items()})
    for read in read_values(reader):
        by_value[read.dimension][read.value] = read.partners
        if read.name is not None:
            facets.names[read.dimension, read.value] = read.name
    return facets


class _Countries(dict[str, tuple[bool, str]]):
    """Where a country stands in the reader's order; those that are not known stand last."""

    def __missing__(self, code: str) -> tuple[bool, str]:
        self[code] = (not code, fold(country_name(code)) if code else "")
        return self[code]


def _bears(wanted: str, names: Sequence[str | None], former_names: dict[int, str], key: int) -> bool:
    """Say whether a partner bears a name with ``wanted`` in it, and note the former name where it is one."""
    *own, former = names
    if any(wanted in fold(name) for name in own if name):
        return True
    for row in json.loads(former or "[]"):
        if wanted in fold(row["name"]):
            former_names[key] = row["name"]
            return True
    return False
