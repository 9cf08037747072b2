"""People who act for a partner, and invitations to become one of them."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_portal.accounts.addresses import AddressField
from cluster_portal.accounts.models import interface_languages
from cluster_portal.pages.binned import RecordsOutsideBin
from partners.memberships.querysets import InvitationQuerySet, MembershipQuerySet

# How long the link of an invitation is valid.
INVITATION_LIFETIME = timedelta(hours=48)


class Role(models.TextChoices):
    """What somebody may do for a partner."""

    MEMBER = "member", _("Member")
    MANAGER = "manager", _("Manager")


class Membership(models.Model):
    """Somebody belongs to a partner. A manager also invites colleagues, uploads documents and proposes changes."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    partner = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("partner"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    # Lists of where a partner is used are for everybody who edits it; its people are not.
    wagtail_reference_index_ignore = True

    objects: ClassVar[MembershipQuerySet] = RecordsOutsideBin.named_by("partner", MembershipQuerySet)  # type: ignore[assignment]

    class Meta:
        verbose_name = _("member of a partner")
        verbose_name_plural = _("members of partners")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "partner"],
                name="memberships_once",
                violation_error_message=_("This person belongs to the partner already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.partner}"

    @property
    def is_manager(self) -> bool:
        """Say whether the person manages the partner's people, documents and texts."""
        return self.role == Role.MANAGER

    @property
    def role_label(self) -> str:
        """Return the role in words."""
        return str(Role(self.role).label)


class Invitation(models.Model):
    """An invitation by mail to act for a partner. Its link works once, for 48 hours.

    Only a hash of the link's secret is stored.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    email = AddressField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=10, choices=interface_languages)
    partner = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("partner"),
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # The mail that brings the link. The link is made when the mail leaves, and is valid from then on.
    mail = models.ForeignKey(
        "outbox.OutgoingMail",
        verbose_name=_("mail"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    secret_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    objects: ClassVar[InvitationQuerySet] = RecordsOutsideBin.named_by("partner", InvitationQuerySet)  # type: ignore[assignment]

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "partner"],
                condition=models.Q(accepted_at=None),
                name="memberships_one_open_invitation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} – {self.partner}"

    @property
    def ends_at(self) -> datetime | None:
        """Return the moment until which the link is valid, None before it is sent."""
        return None if self.sent_at is None else self.sent_at + INVITATION_LIFETIME

    def is_valid_at(self, moment: datetime) -> bool:
        """Say whether the link opens the way at ``moment`` (aware)."""
        return self.accepted_at is None and self.ends_at is not None and moment < self.ends_at

    @property
    def is_valid(self) -> bool:
        """Say whether the link opens the way now."""
        return self.is_valid_at(timezone.now())

    @property
    def role_label(self) -> str:
        """Return the role in words."""
        return str(Role(self.role).label)

    @property
    def mail_progress(self) -> str:
        """Return how far the mail has come, in words; empty once the outbox keeps it no longer."""
        return self.mail.progress if self.mail is not None else ""
