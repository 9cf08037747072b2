"""The app of all that is multilingual."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LanguagesConfig(AppConfig):
    """Fields, panels, paths, fallback and publishing by language."""

    name = "cluster_portal.languages"
    label = "languages"
    verbose_name = _("languages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect checks and receivers."""
        from cluster_portal.languages import checks, receivers  # noqa: F401
