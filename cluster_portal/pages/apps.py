"""The app of the base page model, and of nothing else: it must migrate before Wagtail."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """The base page."""

    name = "cluster_portal.pages"
    label = "pages"
    verbose_name = _("pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect checks and receivers, and let the worker carry out schedules."""
        from cluster_portal.operations.jobs import register_job
        from cluster_portal.pages import checks, receivers  # noqa: F401
        from cluster_portal.pages.schedules import run_schedules

        register_job("language_schedules", timedelta(seconds=20), run_schedules)
