"""What CORDIS says about a project and its partners that the portal does not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from partners.models import PartnerPage
from projects.cordis import fields, names
from projects.cordis.choices import MatchedBy
from projects.cordis.matching import Match, PartnerFinder
from projects.cordis.models import CordisOrganisation, CordisProject
from projects.models import Participation, Programme, ProjectPage

_GENERATIONS = {
    "HORIZON": Programme.Generation.HORIZON_2021,
    "HORIZON EUROPE": Programme.Generation.HORIZON_2021,
    "H2020": Programme.Generation.H2020,
    "HORIZON 2020": Programme.Generation.H2020,
}
_KINDS = {
    "HES": PartnerPage.Kind.RESEARCH,
    "REC": PartnerPage.Kind.RESEARCH,
    "PRC": PartnerPage.Kind.COMPANY,
    "PUB": PartnerPage.Kind.PUBLIC,
}
_ROLE_ORDER = [str(role) for role in Participation.Role]
_LONGEST_ACRONYM = 20


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact to propose."""

    key: str
    portal_value: Any
    source_value: Any
    source_date: date
    matched_by: str = ""
    candidates: list[dict[str, int]] = field(default_factory=list)
    remark: str = ""


@dataclass(slots=True)
class Part:
    """An organisation's part in a project: all its rows together."""

    organisation: CordisOrganisation
    role: str
    contribution: Decimal | None

    @property
    def value(self) -> dict[str, Any]:
        """Return the part as it is proposed."""
        return {
            "name": names.presentable(self.organisation.name),
            "country": self.organisation.country,
            "role": self.role,
            "contribution": None if self.contribution is None else fields.amount(self.contribution),
        }


def latest(page: Any) -> Any:
    """Return the newest state of a page, its draft where it has one."""
    return page.get_latest_revision_as_object() if page.latest_revision_id else page


def parts_of(rows: Iterable[CordisOrganisation]) -> list[Part]:
    """Return one part per organisation: its highest role, its contributions added up."""
    parts: dict[str, Part] = {}
    for row in rows:
        part = parts.get(row.identity)
        if part is None:
            parts[row.identity] = Part(row, row.role, row.contribution)
            continue
        part.role = min(part.role, row.role, key=_ROLE_ORDER.index)
        if row.contribution is not None:
            part.contribution = (part.contribution or Decimal(0)) + row.contribution
    return sorted(parts.values(), key=lambda part: _ROLE_ORDER.index(part.role) != 0)


def project_facts(project: CordisProject, page: ProjectPage | None, *, guessed: bool) -> Iterator[Fact]:
    """Return the facts of the project itself; ``page`` is its newest state, None where there is no page.

    ``guessed`` says that the page was found by its acronym.
    """
    for name, value in project_values(project).items():
        known = fields.PROJECT_FIELDS[name]
        portal = None if page is None else known.get(page)
        if name in ("budget", "eu_contribution") and page is not None and portal and page.currency != "EUR":
            continue
        if known.differs(portal, value):
            remark = "same_acronym" if guessed and name == "grant_number" else ""
            yield Fact(name, portal, value, project.as_of, remark=remark)


def project_values(project: CordisProject) -> dict[str, Any]:
    """Return what CORDIS says of the project, by field."""
    generation = _GENERATIONS.get(project.framework_programme.strip().upper(), "")
    if generation and not Programme.objects.filter(generation=generation).exists():
        generation = ""
    return {
        "grant_number": project.grant_number,
        "acronym": project.acronym[:60],
        "full_title": project.title,
        "programme": str(generation),
        "starts_on": project.starts_on.isoformat() if project.starts_on else None,
        "ends_on": project.ends_on.isoformat() if project.ends_on else None,
        "budget": fields.amount(project.total_cost) if project.total_cost else None,
        "eu_contribution": fields.amount(project.eu_contribution) if project.eu_contribution else None,
        "objective": project.objective,
    }


def partner_values(organisation: CordisOrganisation) -> dict[str, Any]:
    """Return what CORDIS says of an organisation, by field."""
    short = organisation.short_name
    fits = 0 < len(short) <= _LONGEST_ACRONYM and names.key(short) != names.key(organisation.name)
    point = None
    if organisation.latitude is not None and organisation.longitude is not None:
        point = fields.as_point(organisation.latitude, organisation.longitude)
    return {
        "cordis_id": organisation.organisation_id,
        "acronym": short if fits else "",
        "kind": str(_KINDS.get(organisation.activity, "")),
        "country": organisation.country,
        "city": names.presentable(organisation.city),
        "point": point,
        "website": website(organisation.website),
    }


def website(text: str) -> str:
    """Return an address that a browser understands, "" when it is none."""
    address = text if text.startswith(("http://", "https://")) else f"https://{text}"
    return address if text and "." in text and len(address) <= 200 and not set(' "<>') & set(address) else ""


def latest_row(organisation: CordisOrganisation) -> tuple[CordisOrganisation, bool]:
    """Return the newest row of the organisation in any project, and whether its rows name two places."""
    if not organisation.organisation_id:
        return organisation, False
    rows = list(CordisOrganisation.objects.filter(organisation_id=organisation.organisation_id)[:200])
    newest = max(rows, key=lambda row: (row.updated_at is not None, row.updated_at or row.loaded_at, row.pk))
    points = [point for row in rows if (point := partner_values(row)["point"])]
    return newest, any(not fields.same_place(points[0], point) for point in points)


def participation_facts(part: Part, page: ProjectPage | None, match: Match) -> Iterator[Fact]:
    """Return the facts about an organisation's part in the project."""
    organisation = part.organisation
    key = f"participation:{organisation.identity}"
    row = None
    if page is not None and match.partner is not None:
        row = next((row for row in page.participations.all() if row.partner_id == match.partner.pk), None)
    if row is None:
        candidates = [{"pk": pk, "score": score} for pk, score in match.candidates]
        if match.partner is not None:
            candidates = [{"pk": match.partner.pk, "score": 100}]
        yield Fact(key, None, part.value, organisation.as_of, str(match.by), candidates)
        return
    contribution = None if row.contribution is None else fields.amount(row.contribution)
    for name, portal in (("role", row.role), ("contribution", contribution)):
        value = part.value[name]
        if value is not None and value != portal:
            yield Fact(f"{key}:{name}", portal, value, organisation.as_of, str(match.by))


def partner_facts(organisation: CordisOrganisation, partner: PartnerPage, by: MatchedBy) -> Iterator[Fact]:
    """Return the facts about a partner that is known already."""
    page = latest(partner)
    newest, two_places = latest_row(organisation)
    for name, value in partner_values(newest).items():
        known = fields.PARTNER_FIELDS[name]
        portal = known.get(page)
        if known.differs(portal, value):
            remark = "two_places" if two_places and name == "point" else ""
            yield Fact(f"partner:{partner.pk}:{name}", portal, value, newest.as_of, str(by), remark=remark)


class Comparison:
    """Compares projects of CORDIS with the portal, reading the partners once."""

    def __init__(self) -> None:
        self.finder = PartnerFinder()

    def page_of(self, project: CordisProject) -> tuple[ProjectPage | None, bool]:
        """Return the page of a project, and whether it was found by its acronym only."""
        page = ProjectPage.objects.filter(grant_number=project.grant_number).order_by("-live", "pk").first()
        if page is not None:
            return page, False
        acronym = names.key(project.acronym)
        if not acronym:
            return None, False
        unnumbered = ProjectPage.objects.filter(grant_number="")
        alike = [
            found
            for found in unnumbered
            if acronym in (names.key(found.acronym), names.key(str(found.title)))
        ]
        return (alike[0], True) if len(alike) == 1 else (None, False)

    def facts(self, project: CordisProject, page: ProjectPage | None, *, guessed: bool) -> Iterator[Fact]:
        """Return all that is to propose: the project, then each organisation's part, then the organisation."""
        state = None if page is None else latest(page)
        yield from project_facts(project, state, guessed=guessed)
        for part in parts_of(CordisOrganisation.objects.of_project(project.grant_number)):
            match = self.finder.find(part.organisation)
            yield from participation_facts(part, state, match)
            if match.partner is not None:
                yield from partner_facts(part.organisation, match.partner, match.by)
