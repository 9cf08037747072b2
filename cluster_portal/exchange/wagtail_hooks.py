"""What the exchange adds to the admin."""

from collections.abc import Iterable
from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from cluster_portal.exchange import views
from cluster_portal.exchange.bulk_actions import ExportBulkAction
from cluster_portal.exchange.machine import configured_translator
from cluster_portal.exchange.models import GlossaryTerm
from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.snippets import TranslatedRecordViewSet


class GlossaryTermViewSet(TranslatedRecordViewSet):
    """The cluster's own terms."""

    model = GlossaryTerm
    icon = "openquote"
    list_display = ["__str__", "note"]
    menu_label = gettext_lazy("Glossary")


register_snippet(GlossaryTermViewSet)
hooks.register("register_bulk_action", ExportBulkAction)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Add the screens."""
    return [
        path("exchange/export/", views.ExportView.as_view(), name="exchange_export"),
        path("exchange/import/", views.ImportView.as_view(), name="exchange_import"),
        path("exchange/import/<str:token>/", views.PreviewView.as_view(), name="exchange_preview"),
        path("exchange/import/<str:token>/result/", views.ResultView.as_view(), name="exchange_result"),
        path("exchange/machine/", views.MachineView.as_view(), name="exchange_machine"),
    ]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Add the way to the screens."""
    return MenuItem(
        gettext_lazy("Translation files"),
        reverse("exchange_export"),
        name="exchange",
        icon_name="globe",
        order=220,
    )


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def offer_exchange(
    page: PortalPage, user: Any, view_name: str = "", next_url: str | None = None
) -> Iterable[Button]:
    """Offer to export or to translate one page."""
    if page.depth > 1 and not page.alias_of_id and page.permissions_for_user(user).can_edit():
        export = f"{reverse('exchange_export')}?page={page.pk}"
        yield Button(_("Export for translation"), url=export, icon_name="globe", priority=55)
        if configured_translator() is not None:
            machine = f"{reverse('exchange_machine')}?page={page.pk}"
            yield Button(_("Translate by machine"), url=machine, icon_name="globe", priority=56)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name what the history tells."""
    actions.register_action(
        "exchange.import", gettext_lazy("Import translations"), gettext_lazy("Translations imported")
    )


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Add the styles of the screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("exchange/css/exchange.css"))
