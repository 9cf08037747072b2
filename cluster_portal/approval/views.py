"""Approving what was handed in: the last approval shows what it publishes, language by language."""

import hashlib
import json
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import TaskState

from cluster_portal.approval.finishing import ConfirmationNeededError, confirming
from cluster_portal.approval.models import Submission
from cluster_portal.approval.submissions import version_to_publish
from cluster_portal.languages.codes import content_languages, name_of
from cluster_portal.languages.merging import Content, difference, version_of
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.permissions import may_publish_facts, publishable_languages
from cluster_portal.pages.publishing import Choice, DraftChangedError, locked
from cluster_portal.staff.people import signed_in
from cluster_portal.staff.publish_forms import PublishForm
from cluster_portal.staff.publishing import PublishView

APPROVE = "approve"


def lead_to_confirmation(
    request: HttpRequest, page: Any, task_state: TaskState, *, comment: str = "", next_url: str = ""
) -> str:
    """Return where an approval is confirmed; what was written to it waits there."""
    request.session[_comment_key(task_state.pk)] = comment
    return approve_url(page, task_state, next_url)


def approve_url(page: Any, task_state: TaskState, next_url: str = "") -> str:
    """Return the address at which an approval is confirmed."""
    query = f"?{urlencode({'next': next_url})}" if next_url else ""
    return reverse("approval_approve", args=[page.pk, task_state.pk]) + query


def _comment_key(task_state_id: int) -> str:
    return f"approval-comment-{task_state_id}"


class ApproveForm(PublishForm):
    """What is published with an approval, and a word to whoever handed it in."""

    comment = forms.CharField(
        label=gettext_lazy("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @property
    def offers_something(self) -> bool:
        """Say whether approving publishes anything at all."""
        return bool(self._offered) or "facts" in self.fields

    def clean(self) -> dict[str, Any]:
        """Ask for something to publish, where something is offered."""
        chosen = super().clean() if self.offers_something else self.cleaned_data
        return {"languages": [], "facts": False, **chosen}


class ApproveView(PublishView):
    """Shows what the approval of a page's last task publishes, and approves."""

    template_name = "approval/confirm_approval.html"
    page_title = gettext_lazy("Approve")
    header_icon = "success"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not review, and what waits for nobody."""
        self.live_page = get_object_or_404(PortalPage, pk=kwargs["page_id"]).specific
        task_state = self.live_page.current_workflow_task_state
        if task_state is None or task_state.pk != kwargs["task_state_id"]:
            messages.error(request, _("This page no longer waits for this approval."))
            return redirect(self.edit_url)
        self.task_state, self.task = task_state, task_state.task.specific
        actions = [name for name, _label, _modal in self.task.get_actions(self.live_page, request.user)]
        if APPROVE not in actions:
            raise PermissionDenied
        if not publishable_languages(signed_in(request), self.live_page):
            messages.error(
                request, _("You may review this page, and somebody who may publish it has to approve it.")
            )
            return redirect(self.edit_url)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def submission(self) -> Submission:
        """Return what was handed in."""
        found, _made = Submission.objects.get_or_create(
            workflow_state=self.task_state.workflow_state,
            defaults={"content": self.task_state.revision.content},
        )
        return found

    def version(self) -> Content:
        """Return what can be published with this approval."""
        return version_to_publish(self.live_page, self.submission, self.request.user)

    def read_draft(self) -> PortalPage:
        """Return what was handed in, with what the reviewer changed."""
        draft: PortalPage = self.live_page.with_content_json(self.version())
        return draft

    def shown_key(self) -> str:
        """Return what tells this version and what is public now from others."""
        page = self.live_page
        public = version_of(page) if page.live else {}
        changed = difference(type(page), self.version(), public, content_languages(), facts=True)
        parts = [changed, page.live_revision_id, page.published_languages]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]

    def make_form(self, data: Any) -> ApproveForm:
        """Offer what the approval changes; what was handed in and may be published is chosen beforehand."""
        form = ApproveForm(
            data,
            languages=[
                language
                for language in self.changes.languages
                if language.is_change and language.code in self.publishable
            ],
            facts=self.has_facts_to_publish and may_publish_facts(signed_in(self.request), self.live_page),
            is_live=self.live_page.live,
            shown=self.shown_key(),
            proposed=None if self.submission.names_parts else [],
        )
        form.initial["comment"] = self.request.session.get(_comment_key(self.task_state.pk), "")
        if not self.submission.names_parts and self.live_page.live:
            form.initial["facts"] = False
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what belongs to the approval."""
        return super().get_context_data(**kwargs) | {
            "action_url": approve_url(self.live_page, self.task_state, self.next_url or ""),
            # An approval ends something even where it publishes nothing.
            "offers_something": True,
            "requested_by": self.task_state.workflow_state.requested_by,
            "ends_approval": "",
            "schedules": [],
            "schedule_url": "",
            "stays": [
                name_of(language.code)
                for language in self.changes.languages
                if language.is_change and language.code not in self.publishable
            ],
        }

    def _compare_url(self) -> str:
        if not self.live_page.live:
            return ""
        return self.compare_url_of(self.task_state.revision_id)

    def show_again(self) -> HttpResponse:
        """Show what would be published now, unless somebody else has decided."""
        waiting = PortalPage.objects.get(pk=self.live_page.pk).current_workflow_task_state
        if waiting is None or waiting.pk != self.task_state.pk:
            messages.error(self.request, _("This page no longer waits for this approval."))
            return redirect(self.edit_url)
        self.__dict__.pop("submission", None)
        return super().show_again()

    def _announce(self, page: PortalPage, chosen: dict[str, Any]) -> None:
        words = {"title": page.get_admin_display_title()}
        messages.success(self.request, _("“%(title)s” is approved.") % words)
        if chosen["languages"] or chosen["facts"]:
            super()._announce(page, chosen)

    @transaction.atomic
    def publish(self, chosen: dict[str, Any]) -> None:
        """Approve, and publish what was chosen of what was handed in."""
        self.live_page = locked(self.live_page)
        task_state = TaskState.objects.select_for_update().get(pk=self.task_state.pk).specific
        if task_state.status != TaskState.STATUS_IN_PROGRESS:
            raise DraftChangedError
        self.__dict__.pop("submission", None)
        if chosen["shown"] and chosen["shown"] != self.shown_key():
            raise DraftChangedError
        choice = Choice(chosen["languages"], facts=chosen["facts"], version=self.version())
        with confirming(choice):
            self.task.on_action(task_state, self.request.user, APPROVE, comment=chosen["comment"])
        self.request.session.pop(_comment_key(task_state.pk), None)


class PortalWorkflowActionView(WorkflowActionView):
    """Approves or rejects from lists; an approval that publishes is confirmed first."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or lead to the confirmation."""
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except ConfirmationNeededError:
            address = lead_to_confirmation(
                request,
                self.object,
                self.task_state,
                comment=request.POST.get("comment", ""),
                next_url=self.redirect_url,
            )
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                response = self.render_modal_json(request, {"step": "success", "redirect": address})
            else:
                response = redirect(address)
        return response


class ConfirmsApproval:
    """An edit view in which an approval that publishes saves the draft and is confirmed first."""

    def perform_workflow_action(self) -> HttpResponse:
        """Do it, or lead to the confirmation."""
        view: Any = self
        try:
            response: HttpResponse = super().perform_workflow_action()  # type: ignore[misc]
        except ConfirmationNeededError:
            extra = json.loads(view.request.POST.get("workflow-action-extra-data") or "{}")
            address = lead_to_confirmation(
                view.request,
                view.page,
                view.page.current_workflow_task_state,
                comment=extra.get("comment", ""),
                next_url=view.next_url or "",
            )
            response = redirect(address)
        return response
