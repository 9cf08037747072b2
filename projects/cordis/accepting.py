"""What happens when staff accept or decline facts."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cluster_portal.database import record_key
from cluster_portal.languages.codes import content_languages, set_value
from partners.models import PartnerIndexPage, PartnerPage
from projects.cordis import fields, names
from projects.cordis.choices import Decision
from projects.cordis.comparing import partner_values
from projects.cordis.drafts import Drafts, SourceNote, add_draft_page
from projects.cordis.models import CordisOrganisation, CordisProject, Proposal, ProposedFact
from projects.cordis.proposing import refresh_proposal
from projects.models import Participation, ProjectIndexPage, ProjectPage

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User

# Chosen instead of a partner's key: make a page for the organisation.
NEW_PARTNER = "new"


@transaction.atomic
def decide(
    proposal: Proposal,
    accepted: Collection[int],
    declined: Collection[int],
    user: "User",
    partners: Mapping[int, str] | None = None,
) -> Proposal:
    """Accept and decline facts by key; ``partners`` says for participations which partner it is (key, or "new").

    Raises ValidationError when a page would not be valid, PermissionDenied when the user may not edit one; then
    nothing has changed. Afterwards the project is compared again: an accepted partner may have facts of its own.
    """
    facts = {fact.pk: fact for fact in proposal.facts.undecided()}
    taken = [fact for pk, fact in facts.items() if pk in accepted]
    if taken:
        _Acceptance(proposal, user, partners or {}).accept(taken)
    for pk, fact in facts.items():
        if pk in accepted or pk in declined:
            fact.decision = Decision.ACCEPTED if pk in accepted else Decision.DECLINED
            fact.decided_by, fact.decided_at = user, timezone.now()
            fact.save()
    project = CordisProject.objects.filter(grant_number=proposal.grant_number).first()
    if project is not None:
        refresh_proposal(project)
    return Proposal.objects.get(pk=proposal.pk)


class _Acceptance:
    """Puts the accepted facts of one proposal into pages."""

    def __init__(self, proposal: Proposal, user: "User", partners: Mapping[int, str]) -> None:
        self.proposal = proposal
        self.user = user
        self.chosen = partners
        self.drafts = Drafts(user)
        self.source = CordisProject.objects.get(grant_number=proposal.grant_number)

    def accept(self, facts: list[ProposedFact]) -> None:
        """Take the facts over."""
        self.is_new_project = self.proposal.project is None
        project = self.proposal.project or self._new_project()
        for fact in facts:
            about, _colon, rest = fact.key.partition(":")
            if about == "participation":
                self._participation(project, fact, rest)
            elif about == "partner":
                key, _colon, name = rest.partition(":")
                self._field(_partner_with(key), fields.PARTNER_FIELDS[name], fact)
            elif not self._is_set_already(fact):
                self._field(project, fields.PROJECT_FIELDS[fact.key], fact)
        self.drafts.save()

    def _field(self, page: Any, known: fields.FactField, fact: ProposedFact) -> None:
        self.drafts.set(page, known, fact.source_value, self._note(fact), shown=fact.portal_value)

    def _is_set_already(self, fact: ProposedFact) -> bool:
        """Say whether making the page has set the fact."""
        return self.is_new_project and fact.key == "grant_number"

    def _note(self, fact: ProposedFact) -> SourceNote:
        return SourceNote(self.source.url, fact.source_date)

    def _new_project(self) -> ProjectPage:
        parent = ProjectIndexPage.objects.first()
        if parent is None:
            raise ValidationError(_("There is no list of projects to add the project to."))
        page = ProjectPage(source_language=fields.SOURCE_LANGUAGE)
        title = self.source.acronym or self.source.title[:100] or self.source.grant_number
        # An acronym is the same in every language.
        for code in content_languages() if self.source.acronym else [fields.SOURCE_LANGUAGE]:
            set_value(page, "title", code, title)
        # Without its number the page would not be found again.
        page.grant_number = self.source.grant_number
        made: ProjectPage = add_draft_page(parent, page, self.user)
        self.proposal.project = made
        self.proposal.save()
        note = SourceNote(self.source.url, self.source.as_of)
        self.drafts.note(made, {"grant_number": self.source.grant_number}, note)
        return made

    # --- participations -----------------------------------------------------------------------

    def _participation(self, project: ProjectPage, fact: ProposedFact, rest: str) -> None:
        identity, _colon, name = rest.partition(":")
        rows = list(
            CordisOrganisation.objects.of_project(self.proposal.grant_number).filter(identity=identity)
        )
        draft = self.drafts.of(project)
        if name:
            row = self._row_of(draft.state, rows, fact)
            value = fact.source_value
            setattr(row, name, Decimal(value) if name == "contribution" else value)
            # Rows of a page's newest state are written back by adding them again.
            draft.state.participations.add(row)
            draft.notes[f"participation:{row.partner_id}:{name}"] = (value, self._note(fact))
        else:
            partner = self._partner(fact, rows)
            value = fact.source_value
            contribution = value["contribution"]
            draft.state.participations.add(
                Participation(
                    partner=partner,
                    role=value["role"],
                    contribution=None if contribution is None else Decimal(contribution),
                    sort_order=draft.state.participations.count(),
                )
            )
            for part in ("role", "contribution"):
                if value[part] is not None:
                    draft.notes[f"participation:{partner.pk}:{part}"] = (value[part], self._note(fact))
        draft.changed_facts = True

    def _row_of(
        self, state: ProjectPage, rows: list[CordisOrganisation], fact: ProposedFact
    ) -> Participation:
        from projects.cordis.matching import PartnerFinder

        match = PartnerFinder().find(rows[0]) if rows else None
        partner = match.partner if match else None
        row = next(
            (row for row in state.participations.all() if partner and row.partner_id == partner.pk), None
        )
        if row is None:
            raise ValidationError(_("The participation has been removed meanwhile. Compare again."))
        return row

    def _partner(self, fact: ProposedFact, rows: list[CordisOrganisation]) -> PartnerPage:
        choice = self.chosen.get(fact.pk) or self._default_choice(fact)
        note = self._note(fact)
        if not rows:
            raise ValidationError(_("CORDIS does not name this organisation any more. Compare again."))
        if choice == NEW_PARTNER:
            return self._new_partner(rows[0], note)
        partner = _partner_with(choice)
        identifier = rows[0].organisation_id
        known = fields.PARTNER_FIELDS["cordis_id"]
        if identifier and not known.get(self.drafts.of(partner).state):
            self.drafts.set(partner, known, identifier, note)
        return partner

    @staticmethod
    def _default_choice(fact: ProposedFact) -> str:
        sure = fact.matched_by in ("identifier", "name", "former_name")
        return str(fact.candidates[0]["pk"]) if sure and fact.candidates else NEW_PARTNER

    def _new_partner(self, organisation: CordisOrganisation, note: SourceNote) -> PartnerPage:
        parent = PartnerIndexPage.objects.first()
        if parent is None:
            raise ValidationError(_("There is no directory of partners to add the partner to."))
        page = PartnerPage(source_language=fields.SOURCE_LANGUAGE)
        name = names.presentable(organisation.name)[:255]
        for code in content_languages():
            set_value(page, "title", code, name)
        known = {
            name: value for name, value in partner_values(organisation).items() if value not in (None, "")
        }
        for field, value in known.items():
            fields.PARTNER_FIELDS[field].put(page, value)
        made: PartnerPage = add_draft_page(parent, page, self.user)
        self.drafts.note(made, known, note)
        return made


def _partner_with(key: str) -> PartnerPage:
    """Return the partner with this key. Raises ValidationError when it is gone."""
    partner: PartnerPage | None = PartnerPage.objects.filter(pk=record_key(key)).first()
    if partner is None:
        raise ValidationError(_("This partner does not exist any more. Compare again."))
    return partner


def undo_decision(fact: ProposedFact) -> None:
    """Ask about a declined fact again."""
    fact.decision, fact.decided_by, fact.decided_at = Decision.OPEN, None, None
    fact.save()
