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

from cluster_portal.approval.views import ConfirmsApproval, PortalWorkflowActionView
from cluster_portal.bin.delete_views import PortalDeleteView
from cluster_portal.editorial.side_panels import EditorialSidePanel
from cluster_portal.languages.intents import intending
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.permissions import publishable_languages
from cluster_portal.staff.alias_views import PortalConvertAliasView, may_convert
from cluster_portal.staff.comment_mails import TellsEditorsOfComments
from cluster_portal.staff.comparing import PortalCompareView
from cluster_portal.staff.copying import PortalCopyView
from cluster_portal.staff.history import PortalHistoryView
from cluster_portal.staff.listing import (
    PortalExplorerView,
    PortalPageFilterSet,
    PortalSearchView,
    PortalTypeView,
)
from cluster_portal.staff.move_views import PortalMoveConfirmView, PortalSetPagePositionView
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

    def get_side_panels(self) -> MediaContainer:
        """Hold a place for every panel of the edit view: the first automatic save fills it."""
        return MediaContainer([*super().get_side_panels(), EditorialSidePanel(self.page, self.request)])


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
            "draftstate_enabled": True,
            "schedules": self.object.language_schedules.order_by("moment"),
            "schedule_url": schedule_url(self.object),
            "may_schedule": not self.object.alias_of_id
            and bool(publishable_languages(self.request.user, self.object)),
        }


class PortalEditView(ConfirmsApproval, ConfirmsPublishing, TellsEditorsOfComments, EditView):
    """Edits a page; of an alias it shows where it comes from."""

    def get_template_names(self) -> list[str]:
        """Return the template: an alias has no form."""
        if self.page.alias_of_id:
            return ["staff/pages/edit_alias.html"]
        names: list[str] = super().get_template_names()
        return names

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what may be done with an alias."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not self.page.alias_of_id:
            return context
        user = self.request.user
        return context | {
            # Scripts look for the form: no panels, and nobody whose changes could meet somebody else's.
            "edit_handler_data": None,
            "editing_sessions": None,
            "may_convert": may_convert(user, self.page),
            "may_edit_original": self.page.alias_of.permissions_for_user(user).can_edit(),
        }

    def get_side_panels(self) -> MediaContainer:
        """Show beside the form what is scheduled, and what the texts lack; beside an alias its state alone."""
        panels = [
            PortalStatusSidePanel.like(panel) if isinstance(panel, PageStatusSidePanel) else panel
            for panel in super().get_side_panels()
        ]
        if self.page.alias_of_id:
            # The others read the form, which an alias has not.
            return MediaContainer([panel for panel in panels if isinstance(panel, PageStatusSidePanel)])
        return MediaContainer([*panels, EditorialSidePanel(self.page, self.request)])


class PortalRevertView(ConfirmsApproval, ConfirmsPublishing, TellsEditorsOfComments, RevisionsRevertView):
    """Goes back to an earlier version of a page."""


class PortalPageViewSet(PageViewSet):
    """The screens of every page."""

    model = PortalPage
    filterset_class = PortalPageFilterSet
    add_view_class = PortalCreateView
    edit_view_class = PortalEditView
    copy_view_class = PortalCopyView
    convert_alias_view_class = PortalConvertAliasView
    revisions_revert_view_class = PortalRevertView
    workflow_action_view_class = PortalWorkflowActionView
    delete_view_class = PortalDeleteView
    revisions_compare_view_class = PortalCompareView
    history_view_class = PortalHistoryView
    index_view_class = PortalExplorerView
    content_type_use_view_class = PortalTypeView
    search_view_class = PortalSearchView
    move_confirm_view_class = PortalMoveConfirmView
    set_page_position_view_class = PortalSetPagePositionView
