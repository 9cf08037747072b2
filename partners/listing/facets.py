"""Which partners a reader may see, in order, and which of them have which value of what readers filter by.

The database groups keys by value and hands them over as text, so that one query brings all values and the counts for
any choice are intersections of sets.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from cluster_portal.countries import country_name
from cluster_portal.languages.texts import Text
from cluster_portal.pages.closed import Reader
from partners.listing.criteria import Criteria, Order
from partners.listing.dimensions import COUNTRY, KIND, Partners, dimensions, read_values
from partners.names import fold
from partners.places import Place, columns_of_place

# The columns that every row has: key, country, kind, name.
_FACTS = 4


@dataclass(slots=True)
class Facets:
    """The partners a reader may see, in order, and by value of each dimension; names where they came along.

    ``total`` counts those with any name; ``former_names`` says under which other name a partner was found;
    ``rows`` holds what was read for the map. ``by_value`` may hold keys of other partners too: what counts is what
    they share with ``visible``.
    """

    by_value: dict[str, dict[str, Partners]]
    ordered: list[int] = field(default_factory=list)
    visible: Partners = frozenset()
    total: int = 0
    names: dict[tuple[str, str], Text] = field(default_factory=dict)
    former_names: dict[int, str] = field(default_factory=dict)
    rows: dict[int, tuple[Any, ...]] = field(default_factory=dict)

    def places_of(self, keys: Iterable[int]) -> list[Place]:
        """Return where these partners are, if places were read."""
        end = _FACTS + columns_of_place()
        return [self.rows[key][_FACTS:end] for key in keys]

    def matching(self, chosen: Mapping[str, str], *, besides: str = "") -> Partners:
        """Return the visible partners that have all values chosen, leaving one dimension aside."""
        found = self.visible
        for name, value in chosen.items():
            if name != besides:
                found = found & self.by_value[name].get(value, frozenset())
        return found

    def selection(self, criteria: Criteria) -> list[int]:
        """Return the keys of the partners that match, in order."""
        if not criteria.chosen:
            return self.ordered
        keys = self.matching(criteria.chosen)
        return [key for key in self.ordered if key in keys]

    def counts(self, name: str, criteria: Criteria) -> dict[str, int]:
        """Return how many partners each value would leave, with the other dimensions as they are chosen."""
        others = self.matching(criteria.chosen, besides=name)
        return {value: len(keys & others) for value, keys in self.by_value[name].items()}


def read_facets(reader: Reader, order: Order, words: str = "", *, places: bool = False) -> Facets:
    """Read with two queries the partners that ``reader`` may see and that bear a name with ``words`` in it.

    With ``places``, where they are is read along.
    """
    from partners.models import PartnerPage

    by_country: defaultdict[str, list[int]] = defaultdict(list)
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    names: dict[int, str] = {}
    facets = Facets({dimension.name: {} for dimension in dimensions()})
    wanted = fold(words)
    other_names = _FACTS + (columns_of_place() if places else 0)
    # Thousands of rows: nothing is made of them that is not shown.
    for row in PartnerPage.objects.visible_to(reader).listed(names=bool(words), places=places):
        key = row[0]
        by_country[row[1]].append(key)
        by_kind[row[2]].append(key)
        if not words or _bears(wanted, row[other_names:], facets.former_names, key):
            names[key] = fold(row[3] or "")
            if places:
                facets.rows[key] = row
        facets.total += 1
    facets.ordered = _in_order(order, by_country, names)
    facets.visible = frozenset(facets.ordered)
    # Values stay known when the words leave nobody: a choice is no mistake for that.
    facets.by_value[COUNTRY.name] = {code: frozenset(keys) for code, keys in by_country.items() if code}
    facets.by_value[KIND.name] = {kind: frozenset(keys) for kind, keys in by_kind.items() if kind}
    everybody = frozenset(chain.from_iterable(by_country.values()))
    for values in read_values(reader):
        # A value that only partners or projects have that the reader may not see is as unknown as any other word.
        facets.by_value |= {
            name: {value: keys for value, keys in found.items() if not everybody.isdisjoint(keys)}
            for name, found in values.by_dimension.items()
        }
        facets.names |= values.names
    return facets


def _in_order(order: Order, by_country: Mapping[str, list[int]], names: Mapping[int, str]) -> list[int]:
    """Return the keys that have a name here, in the reader's order; without a country they stand last."""
    if order == Order.NAME:
        return sorted(names, key=names.__getitem__)
    countries = sorted(by_country, key=lambda code: (not code, fold(country_name(code)) if code else ""))
    return [
        key
        for code in countries
        for key in sorted((key for key in by_country[code] if key in names), key=names.__getitem__)
    ]


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
