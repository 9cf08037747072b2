"""A proposal in words, for the screen on which staff decide."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_portal.countries import country_name
from cluster_portal.languages.templatetags.portal_formats import portal_money
from partners.models import PartnerPage
from projects.cordis import fields
from projects.cordis.accepting import NEW_PARTNER
from projects.cordis.choices import CordisStatus, MatchedBy
from projects.cordis.comparing import parts_of
from projects.cordis.models import CordisOrganisation, CordisProject, Proposal, ProposedFact
from projects.models import Participation

_REMARKS: dict[str, str | Promise] = {
    "same_acronym": gettext_lazy("The page was found by its acronym: make sure that it is this project."),
    "two_places": gettext_lazy("The source puts this organisation in two places; this is the newest."),
}


@dataclass(slots=True)
class Choice:
    """A partner that an organisation may be."""

    value: str
    label: str
    is_chosen: bool


@dataclass(slots=True)
class FactRow:
    """A fact in words."""

    fact: ProposedFact
    label: str | Promise
    portal: str
    source: str
    as_of: date
    remark: str = ""
    choices: list[Choice] = field(default_factory=list)


@dataclass(slots=True)
class FactGroup:
    """Facts about one thing."""

    heading: str
    rows: list[FactRow]


class Presentation:
    """Puts the facts of a proposal into words, reading the partners named at once."""

    def __init__(self, proposal: Proposal) -> None:
        self.facts = list(proposal.facts.select_related("decided_by"))
        keys = {candidate["pk"] for fact in self.facts for candidate in fact.candidates}
        keys |= {int(fact.key.split(":")[1]) for fact in self.facts if fact.key.startswith("partner:")}
        self.partners = PartnerPage.objects.in_bulk(keys)
        rows = CordisOrganisation.objects.of_project(proposal.grant_number)
        self.organisations = {row.identity: row for row in rows}

    def groups(self, decision: str) -> list[FactGroup]:
        """Return the facts with this decision: the project, the participations, each partner."""
        found: dict[str, FactGroup] = {}
        for fact in self.facts:
            if fact.decision == decision:
                heading, row = self._row(fact)
                found.setdefault(heading, FactGroup(heading, [])).rows.append(row)
        return list(found.values())

    def _row(self, fact: ProposedFact) -> tuple[str, FactRow]:
        about, _colon, rest = fact.key.partition(":")
        remark = str(_REMARKS.get(fact.remark, ""))
        if about == "participation":
            return _("Partners in the project"), self._participation(fact, rest)
        if about == "partner":
            key, _colon, name = rest.partition(":")
            partner = self.partners.get(int(key))
            heading = _("Partner: %(name)s") % {"name": partner.texts.title if partner else key}
            known = fields.PARTNER_FIELDS[name]
        else:
            heading, known = _("Project"), fields.PROJECT_FIELDS[fact.key]
        portal, source = (fields.show(known, value) for value in (fact.portal_value, fact.source_value))
        return heading, FactRow(fact, known.label, portal, source, fact.source_date, remark)

    def _participation(self, fact: ProposedFact, rest: str) -> FactRow:
        identity, _colon, name = rest.partition(":")
        organisation = self.organisations.get(identity)
        label = organisation.name if organisation else identity
        show: Callable[[Any], str]
        if name == "role":
            show, label = _role, f"{label}: {_('Role')}"
        elif name == "contribution":
            show, label = _money, f"{label}: {_('EU contribution')}"
        else:
            return FactRow(
                fact,
                label,
                _("not among the partners"),
                _part(fact),
                fact.source_date,
                choices=self._choices(fact),
            )
        return FactRow(fact, label, show(fact.portal_value), show(fact.source_value), fact.source_date)

    def _choices(self, fact: ProposedFact) -> list[Choice]:
        sure = fact.matched_by in (MatchedBy.IDENTIFIER, MatchedBy.NAME, MatchedBy.FORMER_NAME)
        choices = []
        for number, candidate in enumerate(fact.candidates):
            if (partner := self.partners.get(candidate["pk"])) is None:
                continue
            how = (
                MatchedBy(fact.matched_by).label
                if sure
                else _("%(score)s %% similar name") % {"score": candidate["score"]}
            )
            choices.append(Choice(str(partner.pk), f"{partner.texts.title} – {how}", sure and number == 0))
        chosen = not any(choice.is_chosen for choice in choices)
        # Two pages for one partner are worse than a question asked twice.
        if choices and not sure and fact.matched_by == MatchedBy.SIMILAR_NAME:
            choices[0].is_chosen, chosen = True, False
        return [*choices, Choice(NEW_PARTNER, _("a new partner page, as a draft"), chosen)]


def _part(fact: ProposedFact) -> str:
    value = fact.source_value
    parts = [_role(value["role"])]
    if value["country"]:
        parts.append(country_name(value["country"]))
    if value["contribution"] is not None:
        parts.append(fields.show_money(value["contribution"]))
    return ", ".join(parts)


def _role(value: Any) -> str:
    return str(Participation.Role(value).label) if value in Participation.Role.values else str(value)


def _money(value: Any) -> str:
    return _("–") if value is None else fields.show_money(value)


def status_label(project: CordisProject) -> str:
    """Return the grant's status at the Commission in words."""
    return str(CordisStatus(project.status).label) if project.status else ""


def notes(project: CordisProject) -> list[str]:
    """Return what is odd about the source: staff should know before they accept."""
    parts = parts_of(CordisOrganisation.objects.of_project(project.grant_number))
    found = []
    if parts and not any(part.role == Participation.Role.COORDINATOR for part in parts):
        found.append(_("The source names no coordinator."))
    if project.starts_on is None or project.ends_on is None:
        found.append(_("The source does not give the whole period."))
    if project.total_cost is None:
        found.append(_("The source does not give the total cost."))
    total = sum((part.contribution or Decimal(0) for part in parts), Decimal(0))
    if total and project.eu_contribution and abs(total - project.eu_contribution) >= 1:
        found.append(
            _("The participants’ contributions add up to %(sum)s, the project has %(total)s.")
            % {"sum": portal_money(total, "EUR"), "total": portal_money(project.eu_contribution, "EUR")}
        )
    if project.status == CordisStatus.TERMINATED:
        found.append(_("The grant was terminated before its time."))
    return found
