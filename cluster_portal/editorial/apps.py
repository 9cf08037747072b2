"""The app of editorial checks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    """Tells editors what a text lacks, language by language."""

    name = "cluster_portal.editorial"
    label = "editorial"
    verbose_name = _("editorial checks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Look at records when they are saved."""
        from cluster_portal.editorial import receivers  # noqa: F401
