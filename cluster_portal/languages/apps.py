"""The app of all that is multilingual."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LanguagesConfig(AppConfig):
    """Fields, panels, paths, fallback and publishing by language."""

    name = "cluster_portal.languages"
    label = "languages"
    verbose_name = _("languages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers, and let the worker carry out schedules."""
        from cluster_portal.languages import checks, receivers  # noqa: F401
        from cluster_portal.languages.publishing import run_schedules
        from cluster_portal.operations.jobs import register_job

        register_job("language_schedules", timedelta(seconds=20), run_schedules)
