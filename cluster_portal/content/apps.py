"""The app that loads content from files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """Loads content files and remembers what came from them."""

    name = "cluster_portal.content"
    label = "content"
    verbose_name = _("content files")
    default_auto_field = "django.db.models.BigAutoField"
