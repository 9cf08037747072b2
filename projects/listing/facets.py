"""Which projects have which value of what readers filter by.

The database groups keys by value and hands them over as text, so that one query brings all values and the counts for
any choice are intersections of sets.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat

from cluster_portal.instances import KeyList
from cluster_portal.languages.codes import active_language, column, reading_order
from cluster_portal.languages.texts import Text
from cluster_portal.pages.querysets import Reader
from projects.listing.criteria import Criteria, Dimension, Order

if TYPE_CHECKING:
    pass

Keys = frozenset[int]
_TEXT = CharField()


@dataclass(slots=True)
class Facets:
    """The projects a reader may see, in order, and by value of each dimension; names where they came along."""

    ordered: list[int]
    by_value: dict[Dimension, dict[str, Keys]]
    names: dict[tuple[Dimension, str], Text] = field(default_factory=dict)

    def matching(self, chosen: Mapping[Dimension, str], *, besides: Dimension | None = None) -> Keys | None:
        """Return the projects that have all values chosen, leaving one dimension aside; None: no limit."""
        found: Keys | None = None
        for dimension, value in chosen.items():
            if dimension is not besides:
                keys = self.by_value[dimension].get(value, frozenset())
                found = keys if found is None else found & keys
        return found

    def selection(self, criteria: Criteria) -> list[int]:
        """Return the keys of the projects that match, in order."""
        keys = self.matching(criteria.chosen)
        return self.ordered if keys is None else [key for key in self.ordered if key in keys]

    def counts(self, dimension: Dimension, criteria: Criteria) -> dict[str, int]:
        """Return how many projects each value would leave, with the other dimensions as they are chosen."""
        others = self.matching(criteria.chosen, besides=dimension)
        return {
            value: len(keys if others is None else keys & others)
            for value, keys in self.by_value[dimension].items()
        }


def read_facets(reader: Reader, order: Order, day: date) -> Facets:
    """Read with two queries what ``reader`` may see; statuses are those on ``day``."""
    from projects.models import ProjectPage

    visible = ProjectPage.objects.visible_to(reader).with_status_on(day).sorted_by(order, active_language())
    statuses: dict[str, list[int]] = {}
    ordered = []
    for key, status in visible.values_list("pk", "status_then"):
        ordered.append(key)
        statuses.setdefault(status, []).append(key)
    facets = Facets(ordered, {dimension: {} for dimension in Dimension})
    facets.by_value[Dimension.STATUS] = {status: frozenset(keys) for status, keys in statuses.items()}
    _add_grouped(facets, _grouped(reader), frozenset(ordered))
    return facets


def _add_grouped(facets: Facets, rows: Iterable[tuple[Any, ...]], visible: Keys) -> None:
    roles: dict[str, list[Keys]] = {}
    countries: dict[str, list[Keys]] = {}
    partners: dict[str, list[Keys]] = {}
    for kind, value, more, joined, *labels in rows:
        keys = visible.intersection(map(int, joined.split(",")))
        if not keys:
            continue
        if kind == Dimension.PARTNER:
            role, _colon, country = more.partition(":")
            for group, name in ((partners, value), (roles, role), (countries, country)):
                if name:
                    group.setdefault(name, []).append(keys)
        else:
            dimension = Dimension(kind)
            facets.by_value[dimension][value] = keys
            facets.names[dimension, value] = _name(labels)
    for dimension, groups in (
        (Dimension.PARTNER, partners),
        (Dimension.ROLE, roles),
        (Dimension.COUNTRY, countries),
    ):
        facets.by_value[dimension] = {name: frozenset().union(*sets) for name, sets in groups.items()}


def _name(labels: list[str | None]) -> Text:
    """Return the first text there is; the columns come in the reading order of the active language."""
    language = active_language()
    pairs = zip(reading_order(language), labels, strict=True)
    return next((Text(text, code, language) for code, text in pairs if text), Text(None, language, language))


def _grouped(reader: Reader) -> "QuerySet[Any]":
    """Return kind, value, more, keys of projects, and names in reading order: all dimensions with one query."""
    from partners.models import PartnerPage
    from projects.models import Participation, ProjectPage

    # Columns are named with their language here; nothing is left to rewrite.
    projects: QuerySet[ProjectPage] = ProjectPage.objects.rewrite(False).order_by()
    sectors = ProjectPage.sectors.through.objects.order_by()
    goals = ProjectPage.goals.through.objects.order_by()
    partners = PartnerPage.objects.visible_to(reader).order_by()
    parts = Participation.objects.rewrite(False).order_by().filter(partner__in=partners)
    role_and_country = Concat(F("role"), Value(":"), F("partner__country"), output_field=_TEXT)
    return _group(
        projects.filter(programme__isnull=False),
        Dimension.PROGRAMME,
        "programme_id",
        "pk",
        names="programme__name",
    ).union(
        _group(sectors, Dimension.SECTOR, "sector_id", "projectpage_id", names="sector__name"),
        _group(goals, Dimension.GOAL, "goalpage_id", "projectpage_id"),
        _group(parts, Dimension.PARTNER, "partner_id", "project_id", more=role_and_country),
        all=True,
    )


def _group(
    rows: "QuerySet[Any]", kind: Dimension, value: str, key: str, *, names: str = "", more: Any = None
) -> "QuerySet[Any]":
    order = reading_order(active_language())
    nothing = Value("", output_field=_TEXT)
    labels = {
        f"label_{number}": F(column(names, code)) if names else nothing for number, code in enumerate(order)
    }
    columns = {
        "kind": Value(kind.value, output_field=_TEXT),
        "value": Cast(value, _TEXT),
        "more": more if more is not None else nothing,
    }
    grouped = rows.annotate(**columns, **labels).values(*columns, *labels).annotate(keys=KeyList(key))
    return grouped.values_list(*columns, "keys", *labels)
