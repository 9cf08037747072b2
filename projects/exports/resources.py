"""Projects, participations, calls and partners as rows of columns, in the active language.

A text that stands in for a missing translation is delivered with the language it is in (column ``language``).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from cluster_portal.countries import country_name
from cluster_portal.languages.codes import columns as language_columns
from cluster_portal.languages.routing import absolute
from cluster_portal.pages.closed import Reader
from cluster_portal.pages.querysets import may_be_seen
from projects.calls.rows import rows_of
from projects.exports import selection
from projects.exports.columns import Column, Kind
from projects.models import Participation


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind of record that is exported. ``points`` returns the places of a record as (longitude, latitude)."""

    name: str
    label: str | Promise
    select: selection.Select
    columns: tuple[Column, ...]
    points: Callable[[Any], list[tuple[float, float]]]
    prepare: Callable[[list[Any], Reader], None] = lambda records, reader: None

    def read(self, selected: selection.Selection, reader: Reader) -> Iterator[Any]:
        """Return the records with what their columns need, a few hundred at a time."""
        for chunk in selected.chunks():
            self.prepare(chunk, reader)
            yield from chunk

    def page(self, selected: selection.Selection, reader: Reader, start: int, stop: int) -> list[Any]:
        """Return the records from ``start`` to before ``stop`` with what their columns need."""
        found = selected.slice(start, stop)
        self.prepare(found, reader)
        return found


def _text(name: str) -> Callable[[Any], str]:
    return lambda record: strip_tags(str(getattr(record.texts, name)))


def _address(page: Any) -> str:
    return absolute(page.url) or ""


def _attribute(name: str) -> Callable[[Any], Any]:
    return lambda record: getattr(record, name)


def _point_of(partner: Any) -> list[tuple[float, float]]:
    if partner is None or partner.latitude is None or partner.longitude is None:
        return []
    return [(float(partner.longitude), float(partner.latitude))]


# --- projects ---------------------------------------------------------------------------------------


def _prepare_projects(projects: list[Any], reader: Reader) -> None:
    """Read the partners of all projects at once."""
    by_project: dict[int, list[Participation]] = defaultdict(list)
    rows = Participation.objects.filter(
        may_be_seen(reader, "partner__"), project__in=[project.pk for project in projects]
    )
    for row in rows.select_related("partner").defer(*_bodies("partner__")).order_by("sort_order", "pk"):
        by_project[row.project_id].append(row)
    for project in projects:
        project.exported_parts = by_project[project.pk]


def _bodies(prefix: str = "") -> list[str]:
    """Return the columns with the long texts that no export shows."""
    return [f"{prefix}{name}" for name in language_columns("body").values()]


def _coordinator(project: Any) -> str:
    rows = (row for row in project.exported_parts if row.role == Participation.Role.COORDINATOR)
    row = next(rows, None)
    return str(row.partner.texts.title) if row else ""


def _countries(project: Any) -> list[str]:
    return sorted({row.partner.country for row in project.exported_parts if row.partner.country})


PROJECTS = Resource(
    "projects",
    _("Projects"),
    selection.projects,
    (
        Column("uuid", _("Identifier"), _attribute("uuid")),
        Column("acronym", _("Acronym"), _attribute("acronym")),
        Column("title", _("Title"), _text("title")),
        Column("language", _("Language of the title"), lambda page: page.texts.title.language),
        Column("full_title", _("Full title"), _text("full_title")),
        Column("summary", _("Summary"), _text("summary")),
        Column("status", _("Status"), lambda page: page.status.value),
        Column("status_label", _("Status in words"), _attribute("status_label")),
        Column(
            "programme", _("Programme"), lambda page: str(page.programme.texts.name) if page.programme else ""
        ),
        Column(
            "generation", _("Generation"), lambda page: page.programme.generation if page.programme else ""
        ),
        Column("funding_role", _("Funding role"), _attribute("funding_role")),
        Column("granting_authority", _("Granting authority"), _text("granting_authority")),
        Column("grant_number", _("Grant number"), _attribute("grant_number")),
        Column("starts_on", _("Start"), _attribute("starts_on"), Kind.DAY),
        Column("ends_on", _("End"), _attribute("ends_on"), Kind.DAY),
        Column("budget", _("Total budget"), _attribute("budget"), Kind.MONEY),
        Column("eu_contribution", _("EU contribution"), _attribute("eu_contribution"), Kind.MONEY),
        Column("currency", _("Currency"), _attribute("currency")),
        Column("coordinator", _("Coordinator"), _coordinator),
        Column("partners", _("Number of partners"), lambda page: len(page.exported_parts), Kind.INTEGER),
        Column("countries", _("Countries of the partners"), _countries, Kind.LIST),
        Column("website", _("Website"), _attribute("website")),
        Column("url", _("Address on the portal"), _address),
    ),
    lambda project: sorted({point for row in project.exported_parts for point in _point_of(row.partner)}),
    _prepare_projects,
)

PARTICIPATIONS = Resource(
    "participations",
    _("Participations"),
    selection.participations,
    (
        Column("uuid", _("Identifier"), _attribute("uuid")),
        Column("project_uuid", _("Identifier of the project"), lambda row: row.project.uuid),
        Column("project", _("Project"), lambda row: row.project.acronym or str(row.project.texts.title)),
        Column("grant_number", _("Grant number"), lambda row: row.project.grant_number),
        Column("partner_uuid", _("Identifier of the partner"), lambda row: row.partner.uuid),
        Column("partner", _("Partner"), lambda row: str(row.partner.texts.title)),
        Column("pic", _("PIC"), lambda row: row.partner.cordis_id),
        Column("country", _("Country code"), lambda row: row.partner.country),
        Column("country_name", _("Country"), lambda row: row.partner.country_name),
        Column("role", _("Role"), _attribute("role")),
        Column("role_label", _("Role in words"), _attribute("role_label")),
        Column("contribution", _("EU contribution"), _attribute("contribution"), Kind.MONEY),
        Column("currency", _("Currency"), lambda row: row.project.currency),
        Column("note", _("Note"), _text("note")),
    ),
    lambda row: _point_of(row.partner),
)

# --- calls ------------------------------------------------------------------------------------------


def _prepare_calls(calls: list[Any], reader: Reader) -> None:
    """Read the projects of all calls at once."""
    from projects.models import ProjectPage

    paths = {call.parent_path for call in calls}
    projects = ProjectPage.objects.visible_to(reader).filter(path__in=paths).defer(*_bodies())
    by_path = {project.path: project for project in projects}
    for call in calls:
        call.project = by_path.get(call.parent_path)
        call.exported_kinds = [str(row.kind.texts.name) for row in rows_of(call, "supports")]


def _of_project(get: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda call: get(call.project) if call.project else ""


CALLS = Resource(
    "calls",
    _("Calls"),
    selection.calls,
    (
        Column("uuid", _("Identifier"), _attribute("uuid")),
        Column("title", _("Title"), _text("title")),
        Column("language", _("Language of the title"), lambda page: page.texts.title.language),
        Column("summary", _("Summary"), _text("summary")),
        Column("project_uuid", _("Identifier of the project"), _of_project(lambda project: project.uuid)),
        Column(
            "project", _("Project"), _of_project(lambda project: project.acronym or str(project.texts.title))
        ),
        Column("state", _("State"), lambda call: call.state.value),
        Column("state_label", _("State in words"), _attribute("state_label")),
        Column("opens_at", _("Opens"), _attribute("opens_at"), Kind.MOMENT),
        Column("closes_at", _("Deadline"), _attribute("closes_at"), Kind.MOMENT),
        Column("next_deadline", _("Next deadline"), lambda call: call.clock.next_stop, Kind.MOMENT),
        Column("deadline_model", _("Kind of deadline"), _attribute("deadline_model")),
        Column("time_zone", _("Time zone"), _attribute("time_zone")),
        Column("kinds_of_support", _("Kinds of support"), _attribute("exported_kinds"), Kind.LIST),
        Column("amount", _("Amount"), lambda call: str(call.amount_text)),
        Column("budget", _("Total budget"), _attribute("budget"), Kind.MONEY),
        Column("currency", _("Currency"), _attribute("currency")),
        Column("countries", _("Countries of applicants"), _attribute("countries"), Kind.LIST),
        Column(
            "application_languages",
            _("Languages of application"),
            _attribute("application_languages"),
            Kind.LIST,
        ),
        Column("who_may_apply", _("Who may apply"), _text("who_may_apply")),
        Column("apply_url", _("Address of the application form"), _attribute("apply_url")),
        Column("url", _("Address on the portal"), _address),
    ),
    lambda call: [],
    _prepare_calls,
)

# --- partners ---------------------------------------------------------------------------------------


def _prepare_partners(partners: list[Any], reader: Reader) -> None:
    """Read the former names of all partners at once."""
    from partners.models import FormerName

    by_partner: dict[int, list[str]] = defaultdict(list)
    for name in FormerName.objects.filter(partner__in=[partner.pk for partner in partners]):
        by_partner[name.partner_id].append(name.name)
    for partner in partners:
        partner.exported_names = by_partner[partner.pk]


PARTNERS = Resource(
    "partners",
    _("Partners"),
    selection.partners,
    (
        Column("uuid", _("Identifier"), _attribute("uuid")),
        Column("name", _("Name"), _text("title")),
        Column("language", _("Language of the name"), lambda page: page.texts.title.language),
        Column("acronym", _("Acronym"), _attribute("acronym")),
        Column("other_names", _("Former and other names"), _attribute("exported_names"), Kind.LIST),
        Column("kind", _("Kind"), _attribute("kind")),
        Column("kind_label", _("Kind in words"), lambda page: page.get_kind_display()),
        Column("pic", _("PIC"), _attribute("cordis_id")),
        Column("country", _("Country code"), _attribute("country")),
        Column("country_name", _("Country"), lambda page: country_name(page.country) if page.country else ""),
        Column("region", _("Region"), _text("region")),
        Column("city", _("City"), _text("city")),
        Column("latitude", _("Latitude"), _attribute("latitude"), Kind.NUMBER),
        Column("longitude", _("Longitude"), _attribute("longitude"), Kind.NUMBER),
        Column("founded", _("Founded in"), _attribute("founded"), Kind.INTEGER),
        Column("summary", _("Summary"), _text("summary")),
        Column("website", _("Website"), _attribute("website")),
        Column("url", _("Address on the portal"), _address),
    ),
    _point_of,
    _prepare_partners,
)

RESOURCES = {resource.name: resource for resource in (PROJECTS, PARTICIPATIONS, CALLS, PARTNERS)}
