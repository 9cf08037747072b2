"""From rows of the files to what is stored of them; what cannot be understood is told and left empty."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from projects.cordis import names, persons, values
from projects.cordis.models import CordisOrganisation, CordisProject, ImportRun
from projects.cordis.records import Row

PROJECT_COLUMNS = ("id", "acronym", "title")
ORGANISATION_COLUMNS = ("projectID", "name", "role", "country")
PROJECT_IDENTIFIERS = ("id", "rcn", "projectID")

T = TypeVar("T")


def identifier(row: Row, field: str) -> str:
    """Return a grant or organisation number; "" (told) when the cell holds none."""
    text = row.get(field)
    if text.isascii() and text.isdigit() and 3 <= len(text) <= 20:
        return text
    row.problem("no_identifier", field, text)
    return ""


def project(row: Row, number: str, run: ImportRun, moment: datetime) -> CordisProject:
    """Return the project of a row."""
    return CordisProject(
        grant_number=number,
        acronym=_cut(row, "acronym", 200),
        title=row.get("title"),
        objective=row.get("objective"),
        status=_read(row, "status", values.status, "bad_status") or "",
        starts_on=_read(row, "startDate", values.day, "bad_date"),
        ends_on=_read(row, "endDate", values.day, "bad_date"),
        total_cost=_read(row, "totalCost", values.money, "bad_money"),
        eu_contribution=_read(row, "ecMaxContribution", values.money, "bad_money"),
        framework_programme=_cut(row, "frameworkProgramme", 60),
        updated_at=_read(row, "contentUpdateDate", values.moment, "bad_date"),
        raw=row.as_dict(),
        run=run,
        loaded_at=moment,
    )


def organisation(row: Row, number: str, run: ImportRun, moment: datetime) -> CordisOrganisation | None:
    """Return an organisation's part in a project; None for a row without a name."""
    name = _cut(row, "name", 500)
    if not name:
        row.problem("no_name", "name")
        return None
    organisation_id = row.get("organisationID")
    if not (organisation_id.isascii() and organisation_id.isdigit() and len(organisation_id) <= 20):
        organisation_id = ""
    point = _read(row, "geolocation", values.point, "bad_point")
    order = row.get("order")
    return CordisOrganisation(
        grant_number=number,
        identity=organisation_id or names.key(name)[:200] or name[:200],
        organisation_id=organisation_id,
        vat_number=_cut(row, "vatNumber", 40),
        name=name,
        short_name=_cut(row, "shortName", 200),
        activity=_cut(row, "activityType", 10),
        role=_read(row, "role", values.role, "bad_role") or "participant",
        position=int(order) if order.isascii() and order.isdigit() and len(order) < 7 else 0,
        country=_country(row),
        city=_cut(row, "city", 200),
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        website=_cut(row, "organizationURL", 500),
        contribution=_contribution(row),
        updated_at=_read(row, "contentUpdateDate", values.moment, "bad_date"),
        raw=row.as_dict(),
        run=run,
        loaded_at=moment,
    )


def is_person(row: Row) -> bool:
    """Say whether a row is about a natural person."""
    address = row.get("street") + row.get("postCode")
    return persons.looks_like_person(row.get("name"), address=address, vat=row.get("vatNumber"))


def _read(row: Row, field: str, read: Callable[[str], T], code: str) -> T | None:
    cell = row.get(field)
    try:
        return read(cell)
    except ValueError:
        row.problem(code, field, cell)
        return None


def _cut(row: Row, field: str, longest: int) -> str:
    text = " ".join(row.get(field).split())
    if len(text) > longest:
        row.problem("too_long", field, text[:40])
    return text[:longest]


def _contribution(row: Row) -> Any:
    """Return what the organisation itself receives.

    The gross amount of a participant counts what it hands on to its third parties, which have rows of their own:
    adding those up would count the money twice. Older releases have the gross amount only.
    """
    gross = _read(row, "ecContribution", values.money, "bad_money")
    net = _read(row, "netEcContribution", values.money, "bad_money")
    return gross if net is None else net


def _country(row: Row) -> str:
    cell = row.get("country")
    try:
        found = values.countries(cell)
    except ValueError:
        row.problem("bad_country", "country", cell)
        return ""
    if len(found) <= 1:
        return found[0] if found else ""
    for field in ("nutsCode", "vatNumber"):
        if (country := values.country_of_code(row.get(field))) in found:
            row.problem("two_countries_settled", "country", cell)
            return country
    row.problem("two_countries", "country", cell)
    return ""
