"""Changes that partners propose, each decided by itself."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.proposals.choices import About, Decision, ProposalState
from partners.proposals.querysets import ChangeProposalQuerySet, ProposedChangeQuerySet
from partners.proposals.storage import private_files


class ChangeProposal(models.Model):
    """What one person sent at once: changes to the record of a partner, or to its part in a project.

    It outlives the page and the partner, whose names at that time it keeps.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    about = models.CharField(_("about"), max_length=10, choices=About.choices)
    partner = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("partner"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="change_proposals",
    )
    partner_name = models.CharField(_("name of the partner"), max_length=255)
    # The record of the partner or the project; empty once it was deleted.
    page = models.ForeignKey(
        "pages.PortalPage", verbose_name=_("page"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="change_proposals",
    )
    language = models.CharField(_("language"), max_length=10)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING
    )
    answered_at = models.DateTimeField(_("answered"), null=True)

    # Lists of where a page is used are for everybody who edits it; proposals are for those who answer them.
    wagtail_reference_index_ignore = True

    objects: ClassVar[ChangeProposalQuerySet] = ChangeProposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("proposal of a partner")
        verbose_name_plural = _("proposals of partners")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "created_at"], name="proposals_by_state")]

    def __str__(self) -> str:
        return self.title if self.title == self.partner_name else f"{self.title} – {self.partner_name}"

    @property
    def is_waiting(self) -> bool:
        """Say whether staff have something left to decide."""
        return self.state == ProposalState.WAITING

    @property
    def state_label(self) -> str:
        """Return the state in words."""
        return str(ProposalState(self.state).label)

    @property
    def about_label(self) -> str:
        """Return what it is about in words."""
        return str(About(self.about).label)


class ProposedChange(models.Model):
    """One field in one language, or one fact: what the partner saw, what it proposes, and the answer.

    Values are JSON, as ``partners.proposals.declared`` describes them; an empty text stands for nothing.
    """

    proposal = models.ForeignKey(ChangeProposal, on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(_("field"), max_length=40)
    # Empty for what all languages share.
    language = models.CharField(_("language"), max_length=10, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    value_before = models.JSONField()
    value_proposed = models.JSONField()
    file = models.FileField(_("file"), storage=private_files, blank=True, max_length=100)
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision.choices, default=Decision.WAITING
    )
    value_accepted = models.JSONField(null=True)
    reply = models.TextField(_("reply"), blank=True, max_length=1000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)

    objects: ClassVar[Any] = ProposedChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "field", "language"], name="proposals_one_change_per_field"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.language}".strip()

    @property
    def key(self) -> str:
        """Return what identifies the field among those that may be proposed."""
        return key_of(self.field, self.language)

    @property
    def is_waiting(self) -> bool:
        """Say whether nobody has decided yet."""
        return self.decision == Decision.WAITING

    @property
    def decision_label(self) -> str:
        """Return the decision in words."""
        return str(Decision(self.decision).label)


def key_of(field: str, language: str) -> str:
    """Return what identifies a field in a language: ``title:fr``, or ``website`` for what all languages share."""
    return f"{field}:{language}" if language else field
