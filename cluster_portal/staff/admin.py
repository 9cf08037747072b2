"""Wagtail's admin, with the portal's form for pages."""

from wagtail.admin.apps import WagtailAdminAppConfig


class StaffAdminConfig(WagtailAdminAppConfig):
    """Keeps the form that the base page declares.

    Wagtail sets its own on the base page when it starts, also on a base page that is not Wagtail's.
    """

    def ready(self) -> None:
        """Start Wagtail's admin, then give pages their form back."""
        from cluster_portal.languages.forms import PortalPageForm
        from cluster_portal.pages.models import PortalPage

        super().ready()
        PortalPage.base_form_class = PortalPageForm
