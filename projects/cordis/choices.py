"""The words of CORDIS and of proposals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CordisStatus(models.TextChoices):
    """A grant's status at the Commission. The portal's own status always follows from the dates."""

    SIGNED = "signed", _("Signed")
    CLOSED = "closed", _("Closed")
    TERMINATED = "terminated", _("Terminated")


class RunState(models.TextChoices):
    """How far a run over files is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")


class Decision(models.TextChoices):
    """What staff decided about a fact."""

    OPEN = "open", _("To decide")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class MatchedBy(models.TextChoices):
    """How an organisation of CORDIS was found among the partners."""

    IDENTIFIER = "identifier", _("same identifier")
    NAME = "name", _("same name")
    FORMER_NAME = "former_name", _("same former or other name")
    SIMILAR_NAME = "similar_name", _("similar name")
    NONE = "none", _("no partner found")
