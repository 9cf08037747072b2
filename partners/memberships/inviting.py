"""Inviting people to act for a partner, and what becomes of an invitation."""

import hashlib
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_portal.accounts.models import User
from cluster_portal.languages.routing import absolute
from cluster_portal.letters import Letter, declare_letter, send_letter
from cluster_portal.outbox.models import OutgoingMail
from partners.memberships.models import Invitation, Membership

if TYPE_CHECKING:
    from partners.models import PartnerPage


def find(secret: str) -> Invitation | None:
    """Return the invitation whose link holds ``secret``, valid or not; None when there is none.

    While the partner is in the bin there is none.
    """
    return Invitation.objects.select_related("partner").filter(secret_hash=_hash(secret)).first()


def account_of(invitation: Invitation) -> User | None:
    """Return the account that the invited address has already, None without one."""
    return User.objects.filter(email=invitation.email).first()


@transaction.atomic
def invite(
    partner: "PartnerPage", *, email: str, name: str, language: str, role: str, by: User | None
) -> Invitation:
    """Invite somebody and send the link; an invitation that waits for the same address is replaced.

    Raises ValidationError, on ``email``, for somebody who belongs to the partner already.
    """
    if Membership.objects.filter(partner=partner, user__email=email).exists():
        raise ValidationError({"email": _("This person belongs to the partner already.")})
    Invitation.objects.waiting().filter(partner=partner, email=email).delete()
    invitation = Invitation(
        partner=partner,
        email=email,
        name=name,
        language=language,
        role=role,
        invited_by=by,
    )
    _send(invitation)
    return invitation


@transaction.atomic
def send_again(invitation: Invitation) -> None:
    """Send a new link to the same address; the one before no longer works. Does nothing once it is accepted."""
    locked = Invitation.objects.select_for_update().waiting().filter(pk=invitation.pk).first()
    if locked is not None:
        _send(locked)


@transaction.atomic
def accept(invitation: Invitation, user: User) -> bool:
    """Let ``user`` act for the partner; say whether the invitation was still valid. It works once."""
    locked = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if locked is None or not locked.is_valid or locked.email != user.email:
        return False
    locked.accepted_at = timezone.now()
    locked.save(update_fields=["accepted_at"])
    Membership.objects.update_or_create(user=user, partner=locked.partner, defaults={"role": locked.role})
    return True


def _send(invitation: Invitation) -> None:
    """Put the mail into the outbox. There is no link before it leaves, and the one before is no longer valid."""
    invitation.mail = send_letter("invitation", to=invitation.email, language=invitation.language, context={})
    invitation.secret_hash = invitation.sent_at = None
    invitation.save()


def _fill(mail: OutgoingMail) -> dict[str, Any] | None:
    """Return what the mail says; its link is valid from now on. None when the invitation is over or sent anew."""
    found = Invitation.objects.waiting().select_related("partner", "invited_by")
    invitation = found.filter(mail=mail).first()
    if invitation is None:
        return None
    secret = mail.secret()
    invitation.secret_hash = _hash(secret)
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["secret_hash", "sent_at"])
    return {
        "name": invitation.name,
        "partner": str(invitation.partner.texts.title),
        "by": str(invitation.invited_by) if invitation.invited_by else "",
        "address": absolute(reverse("space:invitation", args=[secret])),
    }


declare_letter(Letter("invitation", gettext_lazy("Invitation to the partner space"), _fill))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
