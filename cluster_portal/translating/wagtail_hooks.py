"""The dashboard in the admin's menu and on its home screen."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from cluster_portal.pages.models import PortalPage
from cluster_portal.translating.board import totals
from cluster_portal.translating.record_views import MarksView, MarkView, ReportView
from cluster_portal.translating.views import DashboardView


@hooks.register("register_admin_urls")
def register_dashboard() -> list[URLPattern]:
    """Add the dashboard and the screens about one record."""
    one = "translations/<int:content_type>/<int:object_id>"
    return [
        path("translations/", DashboardView.as_view(), name="translation_dashboard"),
        path("translations/mark/", MarkView.as_view(), name="translation_mark"),
        path(f"{one}/", ReportView.as_view(), name="translation_report"),
        path(f"{one}/marks/", MarksView.as_view(), name="translation_marks"),
    ]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Add the dashboard to the menu."""
    return MenuItem(_("Translations"), reverse("translation_dashboard"), icon_name="globe", order=150)


class TotalsPanel(Component):
    """How far each language is."""

    name = "translations"
    template_name = "translating/totals_panel.html"
    order = 120

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Read the totals, for those who work on pages."""
        user = parent_context["request"].user
        pages = policy_registry.get_by_type(PortalPage)
        works = pages.user_has_any_permission(user, {"add", "change", "publish"})
        return {"totals": totals() if works else []}


@hooks.register("construct_homepage_panels")
def show_totals(request: HttpRequest, panels: list[Component]) -> None:
    """Show the totals on the admin's home screen."""
    panels.append(TotalsPanel())
