"""The app of what a project's consortium has among itself."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsortiumConfig(AppConfig):
    """Documents, dates and calendars of the consortium of a project."""

    name = "projects.consortium"
    label = "consortium"
    verbose_name = _("consortia")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the projects to the space of partners, and remove files with the records that own them."""
        from projects.consortium import contributions, merge_parts, receivers  # noqa: F401
