"""Publishing: what will change is shown first, then it is confirmed."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import HookResponseMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page

from cluster_portal.approval.submissions import names_of, parts_of, submission_of
from cluster_portal.languages.codes import name_of
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.permissions import may_publish_facts, publishable_languages
from cluster_portal.pages.publishing import Choice, DraftChangedError, publish, version_key
from cluster_portal.staff.changes import Changes, changes
from cluster_portal.staff.live_links import live_message_buttons
from cluster_portal.staff.people import signed_in
from cluster_portal.staff.problems import problems_of
from cluster_portal.staff.publish_forms import LanguageChoice, PublishForm
from cluster_portal.staff.withdrawing import say_that_it_is_withdrawn, with_last_language


def publish_url(page: PortalPage, next_url: str = "") -> str:
    """Return the address at which publishing the page is confirmed."""
    query = f"?{urlencode({'next': next_url})}" if next_url else ""
    return reverse("staff_publish_page", args=[page.pk]) + query


def schedule_url(page: PortalPage, next_url: str = "") -> str:
    """Return the address at which languages of the page are published or taken off later."""
    query = f"?{urlencode({'next': next_url})}" if next_url else ""
    return reverse("staff_schedule_page", args=[page.pk]) + query


def who_saved(page: PortalPage) -> str:
    """Return a sentence on who saved the page last, for somebody who was about to publish another version."""
    revision = page.get_latest_revision()
    who = revision.user.get_short_name() if revision and revision.user else _("The portal")
    when = localize(localtime(revision.created_at)) if revision else ""
    return _(
        "%(who)s has changed this page since you opened this screen (%(when)s). Nothing is published yet: look again"
        " at what changes."
    ) % {"who": who, "when": when}


class PublishView(HookResponseMixin, WagtailAdminTemplateMixin, TemplateView):
    """Shows, per language, what publishing the draft changes, and publishes it."""

    template_name = "staff/pages/confirm_publish.html"
    page_title = gettext_lazy("Publish")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not publish the page, and a page that cannot be."""
        self.live_page = get_object_or_404(PortalPage, pk=kwargs["page_id"]).specific
        if self.live_page.depth == 1 or self.live_page.alias_of_id:
            raise PermissionDenied
        self.publishable = publishable_languages(request.user, self.live_page)
        if not self.publishable:
            raise PermissionDenied
        self.next_url = get_valid_next_url_from_request(request)
        self.draft = self.read_draft()
        lock = self.live_page.get_lock()
        if lock is not None and lock.for_user(request.user):
            messages.error(request, _("The page could not be published as it is locked."))
            return redirect(self.edit_url)
        return super().dispatch(request, *args, **kwargs)

    def read_draft(self) -> PortalPage:
        """Return the version that is published from."""
        draft: PortalPage = self.live_page.get_latest_revision_as_object()
        return draft

    def shown_key(self) -> str:
        """Return what tells the version on the screen from those that others save meanwhile."""
        return version_key(self.live_page)

    @property
    def edit_url(self) -> str:
        """Return the address of the form."""
        return reverse("wagtailadmin_pages:edit", args=[self.live_page.pk])

    @cached_property
    def changes(self) -> Changes:
        """Return what will change."""
        return changes(self.draft, self.live_page if self.live_page.live else None)

    @property
    def has_facts_to_publish(self) -> bool:
        """Say whether facts change for readers, as all do with the first publication."""
        return bool(self.changes.facts) or not self.live_page.live

    @cached_property
    def problems(self) -> list[dict[str, str]]:
        """Return what stands in the way of publishing, each with the field it is about."""
        return problems_of(self.draft)

    @cached_property
    def form(self) -> PublishForm:
        """Return the choice of languages, facts and moment; all that changes is chosen beforehand."""
        return self.make_form(self.request.POST if self.request.method == "POST" else None)

    def make_form(self, data: Any) -> PublishForm:
        """Return the choice for what was sent, or as it is proposed."""
        return PublishForm(
            data,
            languages=[language for language in self.changes.languages if language.code in self.publishable],
            facts=self.has_facts_to_publish and may_publish_facts(self.request.user, self.live_page),
            is_live=self.live_page.live,
            shown=self.shown_key(),
        )

    @property
    def language_choices(self) -> list[LanguageChoice]:
        """Return the languages of the form, those chosen marked."""
        return self.form.choices

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way to the page."""
        way: list[dict[str, str]] = get_breadcrumbs_items_for_page(self.live_page, self.request.user)
        return [*way, {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]

    def get_page_subtitle(self) -> str:
        """Return the title of the page."""
        return str(self.draft.get_admin_display_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the changes and the problems."""
        return super().get_context_data(**kwargs) | {
            "page": self.live_page,
            "draft": self.draft,
            "changes": self.changes,
            "problems": self.problems,
            "offers_something": self.changes.any,
            "form": self.form,
            "choices": {choice.code: choice for choice in self.language_choices},
            "ends_approval": self._ends_approval(),
            "warning": self.warning(),
            "schedules": self.live_page.language_schedules.order_by("moment"),
            "schedule_url": schedule_url(self.live_page, self.next_url or ""),
            "edit_url": self.edit_url,
            "compare_url": self._compare_url(),
            "action_url": publish_url(self.live_page, self.next_url or ""),
        }

    def warning(self) -> str:
        """Return how many pages go with the page when the last language it is public in is taken off."""
        return with_last_language(self.live_page, self.changes)

    def _ends_approval(self) -> str:
        """Return what waits for approval and would no longer do so."""
        submission = submission_of(self.live_page)
        return ", ".join(names_of(parts_of(submission))) if submission else ""

    def _compare_url(self) -> str:
        if not (
            self.live_page.live
            and self.live_page.latest_revision_id
            and self.live_page.has_unpublished_changes
        ):
            return ""
        return self.compare_url_of(self.live_page.latest_revision_id)

    def compare_url_of(self, revision: int) -> str:
        """Return where a version is compared with the public page; the way back leads here."""
        address = reverse("wagtailadmin_pages:revisions_compare", args=[self.live_page.pk, "live", revision])
        return f"{address}?{urlencode({'next': self.request.get_full_path()})}"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Publish what was chosen, unless something stands in the way."""
        try:
            if request.POST.get("shown") != self.shown_key():
                raise DraftChangedError
            return self.send(request)
        except DraftChangedError:
            return self.show_again()

    def show_again(self) -> HttpResponse:
        """Show what would be published now, after somebody saved; nothing has been published."""
        self.live_page = type(self.live_page).objects.get(pk=self.live_page.pk)
        self.draft = self.read_draft()
        for name in ("changes", "problems", "form"):
            self.__dict__.pop(name, None)
        self.form = self.make_form(None)
        messages.error(self.request, who_saved(self.live_page))
        return self.render_to_response(self.get_context_data(), status=409)

    def send(self, request: HttpRequest) -> HttpResponse:
        """Do what was chosen on the screen that shows the draft of now."""
        if self.problems or not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        if response := self.run_hook("before_publish_page", request, self.draft):
            return response
        chosen = self.form.cleaned_data
        try:
            self.publish(chosen)
        except ValidationError as error:
            self.form.add_error(None, ValidationError(error.messages))
            return self.render_to_response(self.get_context_data(), status=422)
        page = type(self.live_page).objects.get(pk=self.live_page.pk)
        if response := self.run_hook("after_publish_page", request, page):
            return response
        self._announce(page, chosen)
        if response := self.run_hook("after_edit_page", request, page):
            return response
        return redirect(self.next_url or reverse("wagtailadmin_explore", args=[page.get_parent().pk]))

    def publish(self, chosen: dict[str, Any]) -> None:
        """Publish what was chosen."""
        choice = Choice(chosen["languages"], facts=chosen["facts"], shown=chosen["shown"])
        publish(self.live_page, choice, user=signed_in(self.request))

    def _announce(self, page: PortalPage, chosen: dict[str, Any]) -> None:
        title = page.get_admin_display_title()
        published = [name_of(code) for code in chosen["languages"] if page.is_live_in(code)]
        ended = [name_of(code) for code in chosen["languages"] if not page.is_live_in(code)]
        if published or not ended:
            messages.success(
                self.request,
                _("The page “%(title)s” is published in: %(languages)s.")
                % {"title": title, "languages": ", ".join(published) or _("facts")},
                buttons=[*live_message_buttons(page), messages.button(self.edit_url, _("Edit"))],
            )
        if ended:
            messages.success(
                self.request,
                _("“%(title)s” is no longer public in: %(languages)s.")
                % {"title": title, "languages": ", ".join(ended)},
            )
        say_that_it_is_withdrawn(self.request, page)
