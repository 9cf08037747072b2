"""The app of what is imported from CORDIS."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CordisConfig(AppConfig):
    """Rows of CORDIS, proposals made from them, and where accepted facts came from."""

    name = "projects.cordis"
    label = "cordis"
    verbose_name = _("CORDIS")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let edit forms show where facts came from, and facts follow partners that are merged."""
        from projects.cordis import merging  # noqa: F401
        from projects.cordis.panels import show_sources_in_forms

        show_sources_in_forms()
