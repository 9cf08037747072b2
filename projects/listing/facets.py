"""Which projects have which value of what readers filter by.

The database groups keys by value and hands them over as text, so that one query brings everything and the counts for
any choice are intersections. Of what a value has, lists are kept: making sets of them costs more than all counts.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import CharField, F, Min, QuerySet, Value
from django.db.models.functions import Cast

from cluster_portal.instances import KeyList
from cluster_portal.languages.codes import active_language, column, reading_order
from cluster_portal.languages.texts import Text
from cluster_portal.pages.closed import Reader
from cluster_portal.pages.querysets import may_be_seen, readable_texts
from projects.listing.criteria import Criteria, Dimension

_TEXT = CharField()
_NOTHING = Value("", output_field=_TEXT)


@dataclass(slots=True)
class Facets:
    """The projects a reader may see, and by value of each dimension; names where they came along.

    ``by_value`` may hold keys twice, and of other projects too: what counts is what they share with ``visible``.
    """

    visible: frozenset[int]
    by_value: dict[Dimension, dict[str, list[int]]]
    names: dict[tuple[Dimension, str], Text] = field(default_factory=dict)
    _counted: dict[tuple[Any, ...], dict[str, int]] = field(default_factory=dict)

    def matching(
        self, chosen: Mapping[Dimension, str], *, besides: Dimension | None = None
    ) -> frozenset[int]:
        """Return the visible projects that have all values chosen, leaving one dimension aside."""
        found = self.visible
        for dimension, value in chosen.items():
            if dimension is not besides:
                found = found.intersection(self.by_value[dimension].get(value, ()))
        return found

    def counts(self, dimension: Dimension, criteria: Criteria) -> dict[str, int]:
        """Return how many projects each value would leave, with the other dimensions as they are chosen."""
        asked = dimension, *criteria.chosen.items()
        if asked not in self._counted:
            others = self.matching(criteria.chosen, besides=dimension)
            found = self.by_value[dimension].items()
            self._counted[asked] = {value: len(others.intersection(keys)) for value, keys in found}
        return self._counted[asked]


def read_facets(reader: Reader, day: date) -> Facets:
    """Read with one query what ``reader`` may see; statuses are those on ``day``."""
    names: dict[tuple[Dimension, str], Text] = {}
    groups: dict[str, dict[str, list[int]]] = {dimension: {} for dimension in Dimension}
    partners_in: dict[str, list[int]] = {}
    roles: list[tuple[str, str, list[int]]] = []
    for (kind, value, more, _joined, *labels), keys in _with_keys(_grouped(reader, day)):
        if any(labels):
            names[Dimension(kind), value] = _name(labels)
        elif kind == Dimension.COUNTRY:
            # Here the keys are those of partners: all that the reader may see.
            partners_in[value] = keys
        else:
            groups[kind].setdefault(value, []).extend(keys)
            if kind == Dimension.PARTNER:
                roles.append((value, more, keys))
            elif kind == Dimension.STATUS and more is not None:
                groups[Dimension.PROGRAMME].setdefault(more, []).extend(keys)
    of_partner, groups[Dimension.PARTNER] = groups[Dimension.PARTNER], {}
    for country, partners in partners_in.items():
        seen = {name: of_partner[name] for name in map(str, partners) if name in of_partner}
        groups[Dimension.PARTNER] |= seen
        if country:
            groups[Dimension.COUNTRY][country] = list(chain.from_iterable(seen.values()))
    for partner, role, keys in roles:
        if partner in groups[Dimension.PARTNER]:
            groups[Dimension.ROLE].setdefault(role, []).extend(keys)
    visible = frozenset(chain.from_iterable(groups[Dimension.STATUS].values()))
    by_value = {
        dimension: {value: keys for value, keys in groups[dimension].items() if not visible.isdisjoint(keys)}
        for dimension in Dimension
    }
    return Facets(visible, by_value, names)


def read_partner_names(reader: Reader, keys: Iterable[str]) -> dict[tuple[Dimension, str], Text]:
    """Return the names of partners as ``Facets.names`` has them, without reading whole pages."""
    from partners.models import PartnerPage

    titles = readable_texts("title", active_language())
    found = PartnerPage.objects.rewrite(False).visible_to(reader).filter(pk__in=keys)
    return {
        (Dimension.PARTNER, str(key)): _name(labels)
        for key, *labels in found.order_by().annotate(**titles).values_list("pk", *titles)
    }


def _with_keys(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], list[int]]]:
    """Return each row with its keys, which are read at once: there are thousands of rows with few keys each."""
    rows = list(rows)
    lists = json.loads(f"[[{'],['.join(row[3] for row in rows)}]]") if rows else []
    return zip(rows, lists, strict=True)


def _name(labels: list[str | None]) -> Text:
    """Return the first text there is; the columns come in the reading order of the active language."""
    language = active_language()
    pairs = zip(reading_order(language), labels, strict=True)
    return next((Text(text, code, language) for code, text in pairs if text), Text(None, language, language))


def _grouped(reader: Reader, day: date) -> "QuerySet[Any]":
    """Return kind, value, more, keys, and names in reading order: all dimensions with one query.

    What is in ``more`` is the programme in the rows of statuses, and the role in those of partners.

    Keys are those of projects: for statuses those that the reader may see, else drafts included; for a country they
    are those of the partners that the reader may see. Names come in rows of their own, without keys.
    """
    from partners.models import PartnerPage
    from projects.models import Participation, Programme, ProjectPage, Sector

    # Columns are named with their language here; nothing is left to rewrite.
    projects = ProjectPage.objects.rewrite(False).visible_to(reader).with_status_on(day)
    partners = PartnerPage.objects.rewrite(False).visible_to(reader)
    parts = Participation.objects.rewrite(False)
    sectors = ProjectPage.sectors.through.objects.all()
    goals = ProjectPage.goals.through.objects.filter(may_be_seen(reader, "goalpage__"))
    return _group(parts, Dimension.PARTNER, "partner_id", "project_id", more="role").union(
        _group(projects, Dimension.STATUS, "status_then", "pk", more="programme_id"),
        _group(sectors, Dimension.SECTOR, "sector_id", "projectpage_id"),
        _group(goals, Dimension.GOAL, "goalpage_id", "projectpage_id"),
        _group(partners, Dimension.COUNTRY, "country", "pk"),
        _names(Programme.objects.rewrite(False), Dimension.PROGRAMME),
        _names(Sector.objects.rewrite(False), Dimension.SECTOR),
        all=True,
    )


def _group(
    rows: "QuerySet[Any]", kind: Dimension, value: str, key: str, *, more: str = ""
) -> "QuerySet[Any]":
    """Group rows by ``value`` (and ``more``) alone, so that an index can do it; the rest is taken from any row."""
    columns: dict[str, Any] = {
        "kind": Value(kind.value, output_field=_TEXT),
        "value": Cast(Min(value), _TEXT),
        "more": Cast(Min(more), _TEXT) if more else _NOTHING,
        "keys": KeyList(key),
    }
    columns |= {f"label_{number}": _NOTHING for number, _code in enumerate(_languages())}
    grouped = rows.order_by().values(*filter(None, (value, more))).annotate(**columns)
    return grouped.values_list(*columns)


def _names(records: "QuerySet[Any]", kind: Dimension) -> "QuerySet[Any]":
    """Return the names of records in rows like those of a group."""
    columns: dict[str, Any] = {
        "kind": Value(kind.value, output_field=_TEXT),
        "value": Cast("pk", _TEXT),
        "more": _NOTHING,
        "keys": _NOTHING,
    }
    columns |= {f"label_{number}": F(column("name", code)) for number, code in enumerate(_languages())}
    return records.order_by().annotate(**columns).values_list(*columns)


def _languages() -> Sequence[str]:
    return reading_order(active_language())
