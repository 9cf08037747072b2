"""Makes proposals, and brings them up to date without asking anything twice."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cluster_portal.pages.binned import bin_open
from projects.cordis.choices import Decision
from projects.cordis.comparing import Comparison, Fact
from projects.cordis.models import CordisProject, Proposal, ProposedFact
from projects.models import ProjectPage

_COMPARED = ("portal_value", "source_value", "source_date", "matched_by", "candidates", "remark", "position")


def refresh_proposals(grant_numbers: Iterable[str] = ()) -> int:
    """Compare with the portal: the projects named, or (none named) those on the portal or already proposed.

    Returns how many projects have something new to decide.
    """
    numbers = frozenset(grant_numbers)
    if numbers:
        projects = CordisProject.objects.filter(grant_number__in=numbers)
    else:
        proposed = CordisProject.objects.filter(grant_number__in=Proposal.objects.values("grant_number"))
        projects = CordisProject.objects.on_the_portal() | proposed
    comparison = Comparison()
    return sum(1 for project in projects.iterator() if refresh_proposal(project, comparison)[1])


@transaction.atomic
def refresh_proposal(
    project: CordisProject, comparison: Comparison | None = None
) -> tuple[Proposal | None, int]:
    """Compare one project; return its proposal (None: nothing to propose) and how many facts are new.

    What staff decided stays decided while the source says the same; what agrees by now is no longer asked. About a
    project in the bin nothing is proposed: it would be made a second time.
    """
    if is_in_bin(project.grant_number):
        return None, 0
    comparison = comparison or Comparison()
    proposal = Proposal.objects.filter(grant_number=project.grant_number).first()
    page, guessed = _page_of(project, proposal, comparison)
    facts = list(comparison.facts(project, page, guessed=guessed))
    if proposal is None:
        if not facts:
            return None, 0
        proposal = Proposal(grant_number=project.grant_number)
    proposal.title = (project.acronym or project.title or project.grant_number)[:300]
    proposal.project = page
    proposal.refreshed_at = timezone.now()
    proposal.save()
    return proposal, _store(proposal, facts)


def is_in_bin(grant_number: str) -> bool:
    """Say whether the project with this grant number is in the bin."""
    with bin_open():
        pages = ProjectPage.objects.filter(in_bin=True)
        proposed = Proposal.objects.filter(grant_number=grant_number).values("project")
        return pages.filter(Q(grant_number=grant_number) | Q(pk__in=proposed)).exists()


def _page_of(
    project: CordisProject, proposal: Proposal | None, comparison: Comparison
) -> tuple[ProjectPage | None, bool]:
    """Return the project's page; one that was accepted once stays it, whatever its draft says."""
    page, guessed = comparison.page_of(project)
    if page is None and proposal is not None and proposal.project is not None:
        return proposal.project, False
    return page, guessed


def _store(proposal: Proposal, facts: list[Fact]) -> int:
    known = {fact.key: fact for fact in proposal.facts.all()}
    new = 0
    for position, fact in enumerate(facts):
        values = {
            "portal_value": fact.portal_value,
            "source_value": fact.source_value,
            "source_date": fact.source_date,
            "matched_by": fact.matched_by,
            "candidates": fact.candidates,
            "remark": fact.remark,
            "position": position,
        }
        stored = known.pop(fact.key, None)
        if stored is None:
            ProposedFact.objects.create(proposal=proposal, key=fact.key, **values)
            new += 1
        elif stored.source_value != fact.source_value or stored.decision == Decision.OPEN:
            new += stored.source_value != fact.source_value
            if any(getattr(stored, name) != values[name] for name in _COMPARED):
                stored.decision, stored.decided_by, stored.decided_at = Decision.OPEN, None, None
                for name in _COMPARED:
                    setattr(stored, name, values[name])
                stored.save()
    for stored in known.values():
        if stored.decision == Decision.OPEN:
            stored.delete()
    return new
