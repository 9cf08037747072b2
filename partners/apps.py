"""The app of partner organisations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Partner organisations and their pages."""

    name = "partners"
    label = "partners"
    verbose_name = _("partners")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the partners to the home page, indicators and space, and say what moves when two are merged."""
        from partners import contributions, merge_parts  # noqa: F401
        from partners.space import entries  # noqa: F401
