"""Which partners a reader may see, in order, and which of them have which value of what readers filter by.

The database groups keys by value and hands them over as text, so that one query brings all values and the counts for
any choice are intersections of sets.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cluster_portal.countries import country_name
from cluster_portal.languages.codes import active_language, reading_order
from cluster_portal.languages.texts import Text
from cluster_portal.pages.querysets import Reader
from partners.listing.criteria import Criteria, Order
from partners.listing.dimensions import COUNTRY, KIND, dimensions
from partners.listing.names import fold

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


def read_facets(reader: Reader, order: Order, words: str = "") -> Facets:
    """Read with two queries the partners that ``reader`` may see and that bear a name with ``words`` in it."""
    from partners.models import PartnerPage

    partners = PartnerPage.objects.visible_to(reader)
    rows = partners.listed_with_names() if words else partners.listed()
    wanted = fold(words)
    places: dict[str, tuple[bool, str]] = {}
    by_value: dict[str, dict[str, Any]] = {dimension.name: {} for dimension in dimensions()}
    by_country, by_kind = by_value[COUNTRY.name], by_value[KIND.name]
    former_names: dict[int, str] = {}
    found: list[tuple[Any, str, int]] = []
    total = 0
    for key, country, kind, name, *other in rows:
        total += 1
        # Values stay known when the words leave nobody: a choice is not a mistake for that.
        by_country.setdefault(country, []).append(key)
        by_kind.setdefault(kind, []).append(key)
        folded = fold(name or "")
        if words and not _bears(wanted, other, former_names, key):
            continue
        if country not in places:
            places[country] = (not country, fold(country_name(country)) if country else "")
        found.append((places[country] if order == Order.COUNTRY else None, folded, key))
    ordered = [key for _place, _name, key in sorted(found)]
    for values in (by_country, by_kind):
        values.pop("", None)
        values.update({value: frozenset(keys) for value, keys in values.items()})
    facets = Facets(ordered, frozenset(ordered), total, by_value, former_names=former_names)
    _add_grouped(facets, _grouped(reader))
    return facets


def _bears(wanted: str, names: Iterable[str | None], former_names: dict[int, str], key: int) -> bool:
    """Say whether a partner bears a name with ``wanted`` in it, and note the former name where it is one."""
    *own, former = names
    if any(wanted in fold(name) for name in own if name):
        return True
    for row in json.loads(former or "[]"):
        if wanted in fold(row["name"]):
            former_names[key] = row["name"]
            return True
    return False


def _grouped(reader: Reader) -> Iterable[tuple[Any, ...]]:
    """Return dimension, value, keys, and names in reading order: what apps register, with one query."""
    queries = [dimension.grouped(reader) for dimension in dimensions() if dimension.grouped is not None]
    if not queries:
        return []
    first, *rest = queries
    return first.union(*rest, all=True) if rest else first


def _add_grouped(facets: Facets, rows: Iterable[tuple[Any, ...]]) -> None:
    language = active_language()
    order = reading_order(language)
    for name, value, joined, *labels in rows:
        keys = frozenset(json.loads(f"[{joined}]"))
        facets.by_value[name][value] = keys
        label = next(((text, code) for code, text in zip(order, labels, strict=True) if text), None)
        if label is not None:
            facets.names[name, value] = Text(*label, language)
