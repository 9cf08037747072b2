"""Questions asked of members and invitations."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models

from cluster_portal.pages.closed import Reader

if TYPE_CHECKING:
    from partners.memberships.models import Invitation, Membership
    from partners.models import PartnerPage

    MembershipBase = models.QuerySet[Membership]
    InvitationBase = models.QuerySet[Invitation]
else:
    MembershipBase = InvitationBase = models.QuerySet


class MembershipQuerySet(MembershipBase):
    """Members of partners."""

    def of(self, reader: Reader) -> Self:
        """Return what ``reader`` belongs to; nothing for visitors and for accounts that are switched off."""
        if reader is None or not reader.is_authenticated or not reader.is_active:
            return self.none()
        return self.filter(user=reader.pk)

    def managing(self) -> Self:
        """Return the memberships of managers."""
        from partners.memberships.models import Role

        return self.filter(role=Role.MANAGER)

    def in_order(self) -> Self:
        """Return managers first, then by name, each with its person."""
        return self.select_related("user").order_by("role", "user__name", "user__email")

    def as_partners(self) -> "models.QuerySet[PartnerPage]":
        """Return the partners of these memberships."""
        from partners.models import PartnerPage

        return PartnerPage.objects.filter(pk__in=self.values("partner"))


class InvitationQuerySet(InvitationBase):
    """Invitations."""

    def waiting(self) -> Self:
        """Return the invitations that nobody has accepted yet, those whose link has expired included."""
        return self.filter(accepted_at=None)

    def sent_before(self, moment: datetime, lifetime: timedelta) -> Self:
        """Return the invitations whose link had expired for ``lifetime`` at ``moment`` (aware)."""
        return self.filter(sent_at__lt=moment - lifetime)
