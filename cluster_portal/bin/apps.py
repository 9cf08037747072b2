"""The app of the bin."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BinConfig(AppConfig):
    """Pages that staff deleted."""

    name = "cluster_portal.bin"
    label = "bin"
    verbose_name = _("bin")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker remove for good what nobody brought back."""
        from cluster_portal.bin.removing import remove_what_is_over
        from cluster_portal.operations.jobs import register_job

        register_job("empty_bin", timedelta(hours=6), remove_what_is_over)
