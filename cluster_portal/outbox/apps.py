"""The app of the outbox."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    """Mails that wait, have left or were given up."""

    name = "cluster_portal.outbox"
    label = "outbox"
    verbose_name = _("outbox")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker remove old rows."""
        from cluster_portal.operations.jobs import register_job
        from cluster_portal.outbox.models import OutgoingMail

        register_job("clear_outbox", timedelta(days=1), OutgoingMail.objects.remove_old)
