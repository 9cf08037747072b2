"""What readers filter the directory of partners by beyond the partners' own facts: their part in projects."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Min, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from cluster_portal.instances import KeyList
from cluster_portal.languages.codes import active_language, column, reading_order
from cluster_portal.languages.texts import Text
from cluster_portal.pages.closed import Reader
from partners.listing.dimensions import Dimension, Values, register_dimensions
from projects.models import Participation, ProjectPage

_TEXT = CharField()


def part_in_projects(reader: Reader) -> Values:
    """Return which partners have which sector, project, programme and role, by the projects ``reader`` may see."""
    grouped: dict[str, list[tuple[Any, ...]]] = {"role": [], "programme": [], "sector": []}
    for kind, *row in _grouped(reader):
        grouped[kind].append(tuple(row))
    visible = {key for _value, joined, *_more in grouped["programme"] for key in _keys(joined)}
    members: defaultdict[int, set[int]] = defaultdict(set)
    values = Values({kind: {} for kind in ("project", *grouped)})
    for role, joined, partners, *_names in grouped["role"]:
        of_role = set()
        for project, partner in zip(_keys(joined), _keys(partners), strict=True):
            if project in visible:
                members[project].add(partner)
                of_role.add(partner)
        values.by_dimension["role"][role] = of_role
    values.by_dimension["project"] = {str(project): found for project, found in members.items()}
    for kind in ("programme", "sector"):
        for value, joined, _none, *names in grouped[kind]:
            # Projects without a programme form a group without a value.
            if value is not None:
                found = (members[key] for key in _keys(joined) if key in members)
                values.by_dimension[kind][value] = set[int]().union(*found)
                if (name := _name(names)) is not None:
                    values.names[kind, value] = name
    return values


def _keys(joined: str) -> list[int]:
    found: list[int] = json.loads(f"[{joined}]")
    return found


def _name(names: Iterable[str | None]) -> Text | None:
    """Return the first name there is; they come in the reading order of the active language."""
    language = active_language()
    pairs = zip(reading_order(language), names, strict=True)
    return next((Text(name, code, language) for code, name in pairs if name), None)


def _grouped(reader: Reader) -> "QuerySet[Any]":
    """Return kind, value, keys of projects, keys of partners, and names in reading order, with one query.

    Programmes come with the projects that ``reader`` may see; roles and sectors with all. The keys of a role are
    pairs: what stands at the same place in both lists belongs together.
    """
    # Columns are named with their language here; nothing is left to rewrite.
    parts = Participation.objects.rewrite(False)
    projects = ProjectPage.objects.rewrite(False).visible_to(reader)
    sectors = ProjectPage.sectors.through.objects.all()
    return _group(parts, "role", "role", "project_id", partners="partner_id").union(
        _group(projects, "programme", "programme_id", "pk", names="programme__name"),
        _group(sectors, "sector", "sector_id", "projectpage_id", names="sector__name"),
        all=True,
    )


def _group(
    rows: "QuerySet[Any]", kind: str, value: str, key: str, *, partners: str = "", names: str = ""
) -> "QuerySet[Any]":
    nothing = Value("", output_field=_TEXT)
    columns: dict[str, Any] = {
        "found_kind": Value(kind, output_field=_TEXT),
        "found_value": Cast(Min(value), _TEXT),
        "project_keys": KeyList(key),
        "partner_keys": KeyList(partners) if partners else nothing,
    }
    for number, code in enumerate(reading_order(active_language())):
        columns[f"label_{number}"] = Min(column(names, code)) if names else nothing
    return rows.order_by().values(value).annotate(**columns).values_list(*columns)


def _role_label(value: str) -> str:
    return str(Participation.Role(value).label) if value in Participation.Role.values else value


register_dimensions(
    Dimension("sector", _("Sector"), 30),
    Dimension("project", _("Project"), 40, by_page=True),
    Dimension("programme", _("Programme"), 50),
    Dimension("role", _("Role in a project"), 60, _role_label),
    read=part_in_projects,
)
