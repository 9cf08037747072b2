"""What proposals add to the space."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partners.memberships.models import Membership
from partners.proposals.models import ChangeProposal
from partners.proposals.targets import records_of
from partners.space.sections import MenuEntry, Section, on_space, register_entry

_ANSWERS_SHOWN = 3

register_entry(MenuEntry(_("Proposals"), "space:proposals", order=40))


@on_space(order=30)
def answers_in_space(request: HttpRequest, memberships: list[Membership]) -> Section | None:
    """Show how many proposals wait, the latest answers, and the way to the partner's own record."""
    proposals = ChangeProposal.objects.of_partners(memberships)
    shown: dict[str, Any] = {
        "waiting": proposals.waiting().count(),
        "answered": list(proposals.answered()[:_ANSWERS_SHOWN]),
        "records": records_of(memberships, request.user).in_alphabetical_order(),
    }
    return Section("proposals/section.html", shown) if any(shown.values()) else None
