"""How far a mail has come, and what has gone wrong."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """How far a mail has come."""

    WAITING = "waiting", pgettext_lazy("state of a mail", "waiting")
    SENT = "sent", pgettext_lazy("state of a mail", "sent")
    GIVEN_UP = "given_up", pgettext_lazy("state of a mail", "given up")


class Problem(models.TextChoices):
    """Why the last try was in vain."""

    UNREACHABLE = "unreachable", _("The mail server cannot be reached.")
    SILENT = "silent", _("The mail server did not answer in time.")
    LOGIN = "login", _("The mail server does not accept the portal’s user name and password.")
    NOT_NOW = "not_now", _("The mail server does not take the mail now.")
    REFUSED = "refused", _("The mail server refuses the mail for good.")
    UNCONFIRMED = (
        "unconfirmed",
        _("The mail server has not confirmed that it has the mail: it may have arrived."),
    )
    NOT_WRITTEN = "not_written", _("The mail could not be written; the log of the worker says why.")
    HELD_BACK = "held_back", _("This is a test copy, which does not write to this address.")
