"""The app of exchange with translators: files for agencies and reviewers, and machine translation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Export and import of translations."""

    name = "cluster_portal.exchange"
    label = "exchange"
    verbose_name = _("exchange of translations")
    default_auto_field = "django.db.models.BigAutoField"
