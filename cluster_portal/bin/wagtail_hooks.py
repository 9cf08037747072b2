"""What the bin adds to the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import policy_registry

from cluster_portal.bin.bringing_back import BROUGHT_BACK
from cluster_portal.bin.delete_views import PortalDeleteBulkAction
from cluster_portal.bin.putting import PUT
from cluster_portal.bin.views import BinPageView, BinPreviewView, BinView, RemoveForGoodView
from cluster_portal.pages.models import PortalPage


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Add the screens of the bin."""
    return [
        path("bin/", BinView.as_view(), name="bin"),
        path("bin/<int:row>/", BinPageView.as_view(), name="bin_page"),
        path("bin/<int:row>/look/<slug:language>/", BinPreviewView.as_view(), name="bin_look"),
        path("bin/<int:row>/remove/", RemoveForGoodView.as_view(), name="bin_remove"),
    ]


class BinMenuItem(MenuItem):
    """The bin, for those who work on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may add, change or publish pages."""
        pages = policy_registry.get_by_type(PortalPage)
        return bool(pages.user_has_any_permission(request.user, {"add", "change", "publish"}))


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Add the bin to the menu of reports."""
    return BinMenuItem(_("Bin"), reverse("bin"), name="bin", icon_name="bin", order=660)


# One of the same kind replaces Wagtail's.
hooks.register("register_bulk_action", PortalDeleteBulkAction, order=10)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Let the history say that a page was put into the bin, and brought back."""
    actions.register_action(PUT, _("Put into the bin"), _("Put into the bin"))
    actions.register_action(BROUGHT_BACK, _("Bring back from the bin"), _("Brought back from the bin"))
