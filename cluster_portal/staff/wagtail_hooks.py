"""What the portal adds to the admin."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button, ButtonWithDropdownFromHook

from cluster_portal.languages.codes import active_language, content_languages, own_name
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.permissions import publishable_languages
from cluster_portal.staff import home, live_links, withdrawing
from cluster_portal.staff.admin_api import close_admin_api
from cluster_portal.staff.bulk_publishing import PublishPagesAction
from cluster_portal.staff.language_actions import RevertLanguagesView, UnpublishLanguagesView
from cluster_portal.staff.move_views import PortalMoveBulkAction
from cluster_portal.staff.page_views import PUBLISH_LANGUAGES, PortalPageViewSet
from cluster_portal.staff.people_actions import AssignGroups, DeletePeople, SetActive
from cluster_portal.staff.publishing import PublishView, publish_url, schedule_url
from cluster_portal.staff.redirect_import import process_import
from cluster_portal.staff.redirects import (
    PortalRedirectCreateView,
    PortalRedirectEditView,
    PortalRedirectIndexView,
)
from cluster_portal.staff.scheduling import ScheduleView
from cluster_portal.staff.sites import PortalSiteViewSet

# After Wagtail's own, whose place they take.
for _action in (AssignGroups, SetActive, DeletePeople):
    hooks.register("register_bulk_action", _action, order=10)


@hooks.register("register_admin_viewset")
def register_page_views() -> PortalPageViewSet:
    """Use the portal's screens for pages."""
    return PortalPageViewSet()


# After Wagtail's own endpoints, which it replaces.
hooks.register("construct_admin_api", close_admin_api, order=100)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Add the confirmation of publishing, and what can be done to single languages."""
    return [
        path("pages/<int:page_id>/publish/", PublishView.as_view(), name="staff_publish_page"),
        path("pages/<int:page_id>/schedule/", ScheduleView.as_view(), name="staff_schedule_page"),
        path(
            "pages/<int:page_id>/unpublish-languages/",
            UnpublishLanguagesView.as_view(),
            name="staff_unpublish_languages",
        ),
        path(
            "pages/<int:page_id>/revert-languages/<int:revision_id>/",
            RevertLanguagesView.as_view(),
            name="staff_revert_languages",
        ),
    ]


# Before Wagtail's own, which have the same addresses.
@hooks.register("register_admin_urls", order=-1)
def register_urls_before_wagtail() -> list[URLPattern]:
    """Use the portal's screens for redirects and sites."""
    index = PortalRedirectIndexView
    sites = PortalSiteViewSet("wagtailsites", url_prefix="sites")
    return [
        path("redirects/", index.as_view(), name="staff_redirects"),
        path("redirects/results/", index.as_view(results_only=True), name="staff_redirects_results"),
        path("redirects/add/", PortalRedirectCreateView.as_view(), name="staff_add_redirect"),
        path("redirects/<int:redirect_id>/", PortalRedirectEditView.as_view(), name="staff_edit_redirect"),
        path("redirects/import/process/", process_import, name="staff_import_redirects"),
        path("sites/new/", sites.add_view, name="staff_add_site"),
        path("sites/edit/<int:pk>/", sites.edit_view, name="staff_edit_site"),
    ]


# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", PortalMoveBulkAction, order=1)
# After Wagtail's own, which it replaces.
hooks.register("register_bulk_action", PublishPagesAction, order=100)


class PublishLanguagesItem(ActionMenuItem):
    """Leads translators to the confirmation, which offers their languages."""

    name = PUBLISH_LANGUAGES
    label = gettext_lazy("Publish my language…")
    icon_name = "upload"

    def is_shown(self, context: Any) -> bool:
        """Show it to those who may publish a language and not the page."""
        page, user = context.get("page"), context["request"].user
        if page is None or context["view"] != "edit" or context["user_page_permissions_tester"].can_publish():
            return False
        return bool(publishable_languages(user, page))


class UnpublishLanguagesItem(ActionMenuItem):
    """Leads to taking languages off the site."""

    name = "action-unpublish-languages"
    label = gettext_lazy("Take languages off the site…")
    icon_name = "download"

    def is_shown(self, context: Any) -> bool:
        """Show it on a public page to those who may publish one of its languages."""
        page = context.get("page")
        return bool(
            page is not None
            and context["view"] == "edit"
            and page.live
            and publishable_languages(context["request"].user, page)
        )

    def get_url(self, context: Any) -> str:
        """Return the address of the screen."""
        return reverse("staff_unpublish_languages", args=[context["page"].pk])


class ScheduleItem(ActionMenuItem):
    """Leads to publishing languages later, or taking them off at a moment."""

    name = "action-schedule-languages"
    label = gettext_lazy("Publish later or take off at a date…")
    icon_name = "calendar-alt"

    def is_shown(self, context: Any) -> bool:
        """Show it to those who may publish a language of the page."""
        page = context.get("page")
        return bool(
            page is not None
            and context["view"] == "edit"
            and not page.alias_of_id
            and publishable_languages(context["request"].user, page)
        )

    def get_url(self, context: Any) -> str:
        """Return the address of the screen."""
        return schedule_url(context["page"])


@hooks.register("register_page_action_menu_item")
def offer_scheduling() -> ActionMenuItem:
    """Offer to publish languages later."""
    return ScheduleItem(order=40)


@hooks.register("register_page_action_menu_item")
def offer_publishing_languages() -> ActionMenuItem:
    """Offer translators to publish their language."""
    return PublishLanguagesItem(order=15)


@hooks.register("register_page_action_menu_item")
def offer_unpublishing_languages() -> ActionMenuItem:
    """Offer to take single languages off the site."""
    return UnpublishLanguagesItem(order=45)


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Add the portal's styles to the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("staff/css/staff.css"))


@hooks.register("insert_global_admin_js")
def admin_js() -> SafeString:
    """Add the switch between languages, with its words."""
    context = {
        "words": {
            "languages": [{"code": code, "name": own_name(code)} for code in content_languages()],
            "editor": active_language(),
            "label": _("Languages of this form"),
            "show": _("Languages to show"),
            "one": pgettext("show languages", "One"),
            "two": pgettext("show languages", "Two side by side"),
            "all": pgettext("show languages", "All"),
            "full": _("all texts are there"),
            "part": _("some texts are there"),
            "none": _("no text yet"),
            "error": _("%s error"),
            "errors": _("%s errors"),
            "goTo": _("Go to the first error in %s"),
            "source": pgettext("language", "source"),
        }
    }
    return SafeString(render_to_string("staff/language_switch.html", context))


@hooks.register("construct_page_listing_buttons")
def offer_live_languages(buttons: list[Any], page: PortalPage, user: Any, context: Any | None = None) -> None:
    """Let “View live” offer each published language."""
    for button in buttons:
        if isinstance(button, ButtonWithDropdownFromHook):
            live_links.replace_view_live(button, page)


@hooks.register("register_page_listing_more_buttons")
def offer_publishing(page: PortalPage, user: Any, next_url: str | None = None) -> Iterable[Button]:
    """Offer to publish what waits."""
    if page.has_unpublished_changes and page.depth > 1 and page.permissions_for_user(user).can_publish():
        yield Button(_("Publish"), url=publish_url(page, next_url or ""), icon_name="upload", priority=5)


@hooks.register("register_page_header_buttons")
def header_live_links(
    page: PortalPage, user: Any, view_name: str, next_url: str | None = None
) -> Iterable[Button]:
    """Offer each published language at the head of a page's screens."""
    yield from live_links.live_buttons(page, priority=5)


@hooks.register("construct_main_menu")
def greet_by_name(request: HttpRequest, menu_items: list[Any]) -> None:
    """Let the foot of the menu show the person's name: Wagtail looks for a first name, else for the address."""
    request.user.first_name = request.user.get_short_name()  # type: ignore[union-attr]


hooks.register("after_move_page", withdrawing.say_that_it_is_withdrawn)


@hooks.register("construct_homepage_panels")
def home_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Begin the first screen with what to do next."""
    # The drafts say more than Wagtail's list of recent edits.
    panels[:] = [panel for panel in panels if panel.name != "recent_edits"]
    panels += [home.TasksPanel(), home.StuckSchedulesPanel(), home.NextSchedulesPanel(), home.DraftsPanel()]
