"""Wagtail's screens for pages, where the portal's differ."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet

from cluster_portal.editorial.side_panels import EditorialSidePanel
from cluster_portal.languages.intents import intending
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.permissions import publishable_languages
from cluster_portal.staff.history import PortalHistoryView
from cluster_portal.staff.listing import (
    PortalExplorerView,
    PortalPageFilterSet,
    PortalSearchView,
    PortalTypeView,
)
from cluster_portal.staff.publishing import publish_url, schedule_url

PUBLISH_LANGUAGES = "action-publish-languages"


class ConfirmsPublishing:
    """Saves with the intent of the form; publishing saves the draft and leads to the confirmation."""

    def publish_action(self) -> HttpResponse:
        """Save the draft, which has passed all checks, and ask for confirmation."""
        response: HttpResponse = self.save_action()  # type: ignore[attr-defined]
        saved = response.status_code == 302
        return redirect(publish_url(self.page, self.next_url or "")) if saved else response  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Let the rows of the page follow its source language."""
        self.request.form_source_language = self.page.source_language  # type: ignore[attr-defined]
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """Lead those who may publish a language, but not the page, to the same confirmation."""
        with intending(form.intent):
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        if PUBLISH_LANGUAGES in self.request.POST and response.status_code == 302:  # type: ignore[attr-defined]
            return redirect(publish_url(self.page, self.next_url or ""))  # type: ignore[attr-defined]
        return response


class PortalCreateView(ConfirmsPublishing, CreateView):
    """Creates a page."""


class PortalStatusSidePanel(PageStatusSidePanel):
    """The state of a page, with the portal's schedules in place of Wagtail's."""

    @classmethod
    def like(cls, panel: PageStatusSidePanel) -> "PortalStatusSidePanel":
        """Return the panel for the same page."""
        return cls(
            panel.object,
            panel.request,
            show_schedule_publishing_toggle=False,
            live_object=panel.live_object,
            locale=panel.locale,
            translations=panel.translations,
            parent_page=panel.parent_page,
        )

    def get_status_templates(self, context: Any) -> list[str]:
        """Add what is scheduled."""
        return ["staff/pages/status_schedules.html", *super().get_status_templates(context)]

    def get_scheduled_publishing_context(self, parent_context: Any) -> dict[str, Any]:
        """Return the schedules of the page's languages."""
        return {
            "draftstate_enabled": False,
            "schedules": self.object.language_schedules.order_by("moment"),
            "schedule_url": schedule_url(self.object),
            "may_schedule": bool(publishable_languages(self.request.user, self.object)),
        }


class PortalEditView(ConfirmsPublishing, EditView):
    """Edits a page."""

    def get_side_panels(self) -> MediaContainer:
        """Show beside the form what is scheduled, and what the texts lack."""
        panels = [
            PortalStatusSidePanel.like(panel) if isinstance(panel, PageStatusSidePanel) else panel
            for panel in super().get_side_panels()
        ]
        return MediaContainer([*panels, EditorialSidePanel(self.page, self.request)])


class PortalRevertView(ConfirmsPublishing, RevisionsRevertView):
    """Goes back to an earlier version of a page."""


class PortalPageViewSet(PageViewSet):
    """The screens of every page."""

    model = PortalPage
    filterset_class = PortalPageFilterSet
    add_view_class = PortalCreateView
    edit_view_class = PortalEditView
    revisions_revert_view_class = PortalRevertView
    history_view_class = PortalHistoryView
    index_view_class = PortalExplorerView
    content_type_use_view_class = PortalTypeView
    search_view_class = PortalSearchView
