"""The words of proposals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class About(models.TextChoices):
    """What a proposal is about."""

    RECORD = "record", _("Record of the partner")
    PART = "part", _("Part in a project")


class ProposalState(models.TextChoices):
    """How far a proposal is."""

    WAITING = "waiting", _("Waiting for an answer")
    ANSWERED = "answered", _("Answered")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Decision(models.TextChoices):
    """What staff decided about one change."""

    WAITING = "waiting", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    EDITED = "edited", _("Accepted with changes")
    REFUSED = "refused", _("Refused")
