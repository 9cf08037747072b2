"""Which projects have which value of what readers filter by.

The database groups keys by value and hands them over as text, so that one query brings all values and the counts for
any choice are intersections of sets.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, Min, QuerySet, Value
from django.db.models.functions import Cast

from cluster_portal.instances import KeyList
from cluster_portal.languages.codes import active_language, column, reading_order
from cluster_portal.languages.texts import Text
from cluster_portal.pages.querysets import Reader
from projects.listing.criteria import Criteria, Dimension, Order

Keys = frozenset[int]
_TEXT = CharField()


@dataclass(slots=True)
class Facets:
    """The projects a reader may see, in order, and by value of each dimension; names where they came along.

    ``by_value`` may hold keys of other projects too: what counts is what they share with ``visible``.
    """

    ordered: list[int]
    visible: Keys
    by_value: dict[Dimension, dict[str, Keys]]
    names: dict[tuple[Dimension, str], Text] = field(default_factory=dict)

    def matching(self, chosen: Mapping[Dimension, str], *, besides: Dimension | None = None) -> Keys:
        """Return the visible projects that have all values chosen, leaving one dimension aside."""
        found = self.visible
        for dimension, value in chosen.items():
            if dimension is not besides:
                found &= self.by_value[dimension].get(value, frozenset())
        return found

    def selection(self, criteria: Criteria) -> list[int]:
        """Return the keys of the projects that match, in order."""
        keys = self.matching(criteria.chosen)
        return [key for key in self.ordered if key in keys] if criteria.chosen else self.ordered

    def counts(self, dimension: Dimension, criteria: Criteria) -> dict[str, int]:
        """Return how many projects each value would leave, with the other dimensions as they are chosen."""
        others = self.matching(criteria.chosen, besides=dimension)
        return {value: len(keys & others) for value, keys in self.by_value[dimension].items()}


def read_facets(reader: Reader, order: Order, day: date) -> Facets:
    """Read with two queries what ``reader`` may see; statuses are those on ``day``."""
    from projects.models import ProjectPage

    visible = ProjectPage.objects.rewrite(False).visible_to(reader).with_status_on(day)
    statuses: dict[str, list[int]] = {}
    ordered = []
    for key, status in visible.sorted_by(order, active_language()).values_list("pk", "status_then"):
        ordered.append(key)
        statuses.setdefault(status, []).append(key)
    facets = Facets(ordered, frozenset(ordered), {dimension: {} for dimension in Dimension})
    facets.by_value[Dimension.STATUS] = {status: frozenset(keys) for status, keys in statuses.items()}
    _add_grouped(facets, _grouped(reader))
    return facets


def _add_grouped(facets: Facets, rows: Iterable[tuple[Any, ...]]) -> None:
    roles: dict[str, list[Keys]] = {}
    partners: dict[str, list[Keys]] = {}
    countries: dict[str, Keys] = {}
    for kind, value, role, joined, *labels in rows:
        keys = frozenset(json.loads(f"[{joined}]"))
        if kind == Dimension.PARTNER:
            partners.setdefault(value, []).append(keys)
            roles.setdefault(role, []).append(keys)
        elif kind == Dimension.COUNTRY:
            # Here the keys are those of partners: all that the reader may see.
            countries[value] = keys
        elif not facets.visible.isdisjoint(keys):
            dimension = Dimension(kind)
            facets.by_value[dimension][value] = keys
            facets.names[dimension, value] = _name(labels)
    seen = {str(key) for keys in countries.values() for key in keys}
    of_partner = {name: _united(sets) for name, sets in partners.items() if name in seen}
    of_country = {
        code: _united(of_partner[str(key)] for key in keys if str(key) in of_partner)
        for code, keys in countries.items()
        if code
    }
    for dimension, values in (
        (Dimension.PARTNER, of_partner),
        (Dimension.ROLE, {role: _united(sets) for role, sets in roles.items()}),
        (Dimension.COUNTRY, of_country),
    ):
        facets.by_value[dimension] = {
            name: keys for name, keys in values.items() if not facets.visible.isdisjoint(keys)
        }


def _united(sets: Iterable[Keys]) -> Keys:
    return frozenset().union(*sets)


def _name(labels: list[str | None]) -> Text:
    """Return the first text there is; the columns come in the reading order of the active language."""
    language = active_language()
    pairs = zip(reading_order(language), labels, strict=True)
    return next((Text(text, code, language) for code, text in pairs if text), Text(None, language, language))


def _grouped(reader: Reader) -> "QuerySet[Any]":
    """Return kind, value, role, keys, and names in reading order: all dimensions with one query.

    Keys are those of projects, drafts included; for a country those of the partners that the reader may see.
    """
    from partners.models import PartnerPage
    from projects.models import Participation, ProjectPage

    # Columns are named with their language here; nothing is left to rewrite.
    projects = ProjectPage.objects.rewrite(False).filter(programme__isnull=False)
    partners = PartnerPage.objects.rewrite(False).visible_to(reader)
    parts = Participation.objects.rewrite(False)
    sectors, goals = ProjectPage.sectors.through.objects.all(), ProjectPage.goals.through.objects.all()
    return _group(projects, Dimension.PROGRAMME, "programme_id", "pk", names="programme__name").union(
        _group(sectors, Dimension.SECTOR, "sector_id", "projectpage_id", names="sector__name"),
        _group(goals, Dimension.GOAL, "goalpage_id", "projectpage_id"),
        _group(parts, Dimension.PARTNER, "partner_id", "project_id", more="role"),
        _group(partners, Dimension.COUNTRY, "country", "pk"),
        all=True,
    )


def _group(
    rows: "QuerySet[Any]", kind: Dimension, value: str, key: str, *, names: str = "", more: str = ""
) -> "QuerySet[Any]":
    """Group rows by ``value`` (and ``more``) alone, so that an index can do it; the rest is taken from any row."""
    nothing = Value("", output_field=_TEXT)
    columns: dict[str, Any] = {
        "kind": Value(kind.value, output_field=_TEXT),
        "value": Cast(Min(value), _TEXT),
        "more": Cast(Min(more), _TEXT) if more else nothing,
        "keys": KeyList(key),
    }
    for number, code in enumerate(reading_order(active_language())):
        columns[f"label_{number}"] = Min(column(names, code)) if names else nothing
    grouped = rows.order_by().values(*filter(None, (value, more))).annotate(**columns)
    return grouped.values_list(*columns)
