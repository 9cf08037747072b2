"""The app of the acknowledgement that EU grants demand."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AcknowledgementConfig(AppConfig):
    """Emblem, wordings, statements, what is missing, the card that partners embed."""

    name = "projects.acknowledgement"
    label = "acknowledgement"
    verbose_name = _("EU acknowledgement")
    default_auto_field = "django.db.models.BigAutoField"
