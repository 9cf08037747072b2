"""The app that runs the portal."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """Commands, the worker and what it last did."""

    name = "cluster_portal.operations"
    label = "operations"
    verbose_name = _("operations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let `manage.py migrate` refuse a database from a newer version, as `make run` does."""
        from cluster_portal.operations.databases import database_is_not_newer

        checks.register(database_is_not_newer, checks.Tags.database)
