"""The user model's app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People who sign in. Depends on neither Wagtail nor pages."""

    name = "cluster_portal.accounts"
    label = "accounts"
    verbose_name = _("accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the check of addresses."""
        from cluster_portal.accounts import checks  # noqa: F401
