"""The app of editorial checks."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    """Tells editors what a text lacks, language by language."""

    name = "cluster_portal.editorial"
    label = "editorial"
    verbose_name = _("editorial checks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Look at records when they are saved, and once a day: dates pass although nobody writes."""
        from cluster_portal.editorial import receivers  # noqa: F401
        from cluster_portal.editorial.findings import look_at_everything
        from cluster_portal.operations.jobs import register_job

        register_job("editorial_checks", timedelta(days=1), look_at_everything)
