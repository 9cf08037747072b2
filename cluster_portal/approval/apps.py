"""What is handed in for approval, language by language."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalConfig(AppConfig):
    """Approval of pages."""

    name = "cluster_portal.approval"
    label = "approval"
    verbose_name = _("approval")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers."""
        from cluster_portal.approval import receivers  # noqa: F401
