"""The app of European projects and their calls."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    """European projects, their partners and their calls."""

    name = "projects"
    label = "projects"
    verbose_name = _("projects")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add projects and calls to the home page, goals, partners and indicators."""
        from projects import contributions, directory, merging  # noqa: F401
        from projects.calls import contributions as calls  # noqa: F401
