"""Portal settings, contacts, key figures and notices in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cluster_portal.identity.models import Contact, KeyFigure, Notice, PortalSettings
from cluster_portal.identity.settings_views import PortalSettingsViewSet
from cluster_portal.identity.views import drafted_colours
from cluster_portal.staff.policies import AllBut
from cluster_portal.staff.snippets import SharedRecordViewSet, TranslatedRecordViewSet

register_permission_policy(PortalSettings, AllBut(PortalSettings, "add", "delete"))


class ContactViewSet(SharedRecordViewSet):
    """Contacts."""

    model = Contact
    icon = "user"
    list_display = ["name", "organisation", "email"]


class KeyFigureViewSet(SharedRecordViewSet):
    """Key figures."""

    model = KeyFigure
    icon = "order"
    list_display = ["__str__", "as_of"]


class NoticeViewSet(TranslatedRecordViewSet):
    """Notices."""

    model = Notice
    icon = "info-circle"
    list_display = ["__str__", "level", "starts_at", "ends_at"]


class SharedContentViewSetGroup(SnippetViewSetGroup):
    """What is edited once for all pages."""

    items = (ContactViewSet, KeyFigureViewSet, NoticeViewSet)
    menu_label = _("Shared content")
    menu_icon = "copy"
    menu_order = 210


register_snippet(SharedContentViewSetGroup)
register_snippet(PortalSettingsViewSet)


@hooks.register("register_admin_urls")
def preview_urls() -> list[URLPattern]:
    """Add the colours of previews."""
    return [path("settings/colours.css", drafted_colours, name="identity_drafted_colours")]


@hooks.register("construct_snippet_action_menu")
def never_unpublish_the_portal(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer no way to take the portal settings off the site: it has none without them."""
    if context.get("model") is PortalSettings:
        menu_items[:] = [item for item in menu_items if item.name != "action-unpublish"]
