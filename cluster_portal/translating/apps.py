"""The app of the translators' desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslatingConfig(AppConfig):
    """How far translations are, over all records, and what to do about it."""

    name = "cluster_portal.translating"
    label = "translating"
    verbose_name = _("translations")
    default_auto_field = "django.db.models.BigAutoField"
