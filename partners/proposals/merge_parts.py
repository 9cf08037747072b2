"""What becomes of proposals when two records of one partner are merged."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from partners.merging import MergePart, register_merge_part
from partners.proposals.models import ChangeProposal

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from partners.models import PartnerPage


def _describe(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    """Return what still waits for an answer."""
    return [str(proposal) for proposal in ChangeProposal.objects.filter(partner=other) if proposal.is_waiting]


def _move(kept: "PartnerPage", other: "PartnerPage", user: "User | None") -> None:
    """Let the proposals of ``other``, and those about its record, be those of ``kept``."""
    ChangeProposal.objects.filter(partner=other.pk).update(partner=kept)
    ChangeProposal.objects.filter(page=other.pk).update(page=kept.pk)


register_merge_part(MergePart(heading=_("Proposals"), describe=_describe, move=_move))
