"""The app of the people of partners."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembershipsConfig(AppConfig):
    """Who belongs to which partner, and who is invited."""

    name = "partners.memberships"
    label = "memberships"
    verbose_name = _("people of partners")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Send people of partners to their space; ask managers for a second factor."""
        from partners.memberships import demo, inviting, merge_parts, rules  # noqa: F401
