"""The screens of the portal settings: one record, which is drafted, previewed and published."""

from typing import Any

from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import HistoryView, IndexView

from cluster_portal.identity.models import PortalSettings
from cluster_portal.languages.rights import limit_of
from cluster_portal.languages.versions import publish_languages_of
from cluster_portal.staff.snippets import RevisedEditView, RevisedViewSet


class TheRecordView(IndexView):
    """Leads to the one record in place of a list."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to its form."""
        return redirect(self.edit_url_name, quote(PortalSettings.the_record().pk))


class Named:
    """A screen with the name of the settings in the language of whoever reads it."""

    breadcrumbs_items: list[dict[str, Any]]

    def get_page_subtitle(self) -> str:
        """Return the name: Wagtail's is in the language of whoever saved last."""
        return capfirst(str(PortalSettings._meta.verbose_name))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Leave out the list, which has one record only."""
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()  # type: ignore[misc]
        index = reverse(self.index_url_name)  # type: ignore[attr-defined]
        return [item for item in items if item.get("url") != index]


class SettingsEditView(Named, RevisedEditView):
    """Drafts and publishes the settings."""

    def publish_action(self) -> HttpResponse | None:
        """Publish what was saved; of whoever is limited to languages, the texts in these."""
        limit = limit_of(self.request.user)
        if limit is None:
            answer: HttpResponse | None = super().publish_action()
            return answer
        publish_languages_of(self.live_object, self.new_revision, limit, self.request.user)
        return None

    def get_success_url(self) -> str:
        """Stay with the form."""
        return str(self.get_edit_url())

    def get_success_message(self, instance: Any = None) -> str:
        """Say whether readers see it."""
        if self.action == "publish":
            return _("The portal settings are published.")
        return _("The portal settings are saved as a draft. Readers see them once you publish.")

    def get_success_buttons(self) -> list[Button]:
        """Offer nothing more: the form stays open."""
        return []


class SettingsHistoryView(Named, HistoryView):
    """What became of the settings."""


class PortalSettingsViewSet(RevisedViewSet):
    """The portal settings, among the settings."""

    model = PortalSettings
    icon = "cog"
    base_url_path = "settings/identity/portalsettings"
    add_to_settings_menu = True
    menu_order = 1
    copy_view_enabled = False
    index_view_class = TheRecordView
    edit_view_class = SettingsEditView
    history_view_class = SettingsHistoryView

    # There is always one record, always public, and a draft is published by hand.
    _without = frozenset({"unpublish", "revisions_unschedule", "add", "delete", "preview_on_add"})

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of the screens."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in self._without]
