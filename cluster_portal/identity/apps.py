"""The app of what makes the portal this cluster's."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """Portal settings, menus, contacts, key figures and notices."""

    name = "cluster_portal.identity"
    label = "identity"
    verbose_name = _("portal identity")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let menus count among the uses of a page, and the logo among those of an image.

        Wagtail follows pages, files and snippets by itself, and no settings.
        """
        from wagtail.models import ReferenceIndex

        from cluster_portal.identity.models import PortalSettings

        ReferenceIndex.register_model(PortalSettings)
