"""Questions asked of proposals."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Q
from wagtail.permissions import policy_registry

from cluster_portal.pages.models import PortalPage
from partners.proposals.choices import Decision, ProposalState

if TYPE_CHECKING:
    from partners.memberships.models import Membership
    from partners.proposals.models import ChangeProposal

    ProposalBase = models.QuerySet[ChangeProposal]
else:
    ProposalBase = models.QuerySet


class ChangeProposalQuerySet(ProposalBase):
    """Proposals of partners."""

    def of_partners(self, memberships: "list[Membership]") -> Self:
        """Return the proposals of the partners that somebody belongs to."""
        return self.filter(partner__in=[membership.partner_id for membership in memberships])

    def waiting(self) -> Self:
        """Return the proposals on which staff have something left to decide."""
        return self.filter(state=ProposalState.WAITING)

    def answered(self) -> Self:
        """Return the proposals on which staff have decided everything, the latest answer first."""
        return self.filter(state=ProposalState.ANSWERED).order_by("-answered_at", "-pk")

    def decided_by_staff(self, user: Any) -> Self:
        """Return the proposals that ``user`` may answer: those about pages they may edit, or about none any more."""
        if not user.has_perm("proposals.change_changeproposal"):
            return self.none()
        pages = policy_registry.get_by_type(PortalPage).instances_user_has_permission_for(user, "change")
        return self.filter(Q(page=None) | Q(page__in=pages.values("pk")))

    def newest_first(self) -> Self:
        """Return what was sent last first."""
        return self.order_by("-created_at", "-pk")

    def with_counts(self) -> Self:
        """Add ``change_count`` and ``waiting_count``, how many changes there are and how many wait."""
        return self.annotate(
            change_count=Count("changes"),
            waiting_count=Count("changes", filter=Q(changes__decision=Decision.WAITING)),
        )


class ProposedChangeQuerySet(models.QuerySet[Any]):
    """Proposed changes."""

    def undecided(self) -> Self:
        """Return the changes that staff still have to decide on."""
        return self.filter(decision=Decision.WAITING, proposal__state=ProposalState.WAITING)

    def about(self, about: str, partner: int, page: int) -> Self:
        """Return the changes to one record or part, whoever proposed them, the oldest first."""
        return (
            self.filter(proposal__about=about, proposal__partner=partner, proposal__page=page)
            .select_related("proposal__proposed_by")
            .order_by("pk")
        )
