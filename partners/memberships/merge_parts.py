"""What becomes of accounts and invitations when two records of one partner are merged."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from partners.memberships.models import Invitation, Membership, Role
from partners.merging import MergePart, register_merge_part

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from partners.models import PartnerPage


def _describe(kept: "PartnerPage", other: "PartnerPage") -> list[str]:
    """Return who will belong to the record that is kept."""
    people = [str(row.user) for row in Membership.objects.filter(partner=other).in_order()]
    return people + [row.email for row in Invitation.objects.waiting().filter(partner=other)]


def _move(kept: "PartnerPage", other: "PartnerPage", user: "User | None") -> None:
    """Let people of ``other`` belong to ``kept``; who belongs to both keeps the stronger role."""
    both = {row.user_id: row for row in Membership.objects.filter(partner=kept)}
    for row in Membership.objects.filter(partner=other):
        already = both.get(row.user_id)
        if already is None:
            row.partner = kept
            row.save(update_fields=["partner"])
        elif row.is_manager and not already.is_manager:
            already.role = Role.MANAGER
            already.save(update_fields=["role"])
    invited = {row.email for row in Invitation.objects.waiting().filter(partner=kept)}
    for invitation in Invitation.objects.filter(partner=other):
        if invitation.accepted_at is not None or invitation.email not in invited:
            invitation.partner = kept
            invitation.save(update_fields=["partner"])


register_merge_part(MergePart(heading=_("People with an account"), describe=_describe, move=_move))
