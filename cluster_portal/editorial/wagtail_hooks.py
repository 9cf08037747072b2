"""What the editorial checks add to the admin."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cluster_portal.editorial.views import FindingsView


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Add the report."""
    return [
        path("reports/editorial/", FindingsView.as_view(), name="editorial_report"),
        path(
            "reports/editorial/results/",
            FindingsView.as_view(results_only=True),
            name="editorial_report_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """Add the report to its menu."""
    return MenuItem(
        _("Editorial checks"),
        reverse("editorial_report"),
        name="editorial-checks",
        icon_name="check",
        order=650,
    )
