"""Publishing several pages: what changes is shown for each page and language, and only what is chosen goes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction

from cluster_portal.approval.submissions import NOTHING, parts_of, submission_of
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.permissions import may_publish_facts, publishable_languages
from cluster_portal.pages.publishing import (
    Choice,
    ChoiceMissingError,
    DraftChangedError,
    publish,
    version_key,
)
from cluster_portal.staff.changes import Changes, LanguageChange, State, changes
from cluster_portal.staff.problems import problems_of
from cluster_portal.staff.publish_forms import LanguageChoice, PublishForm
from cluster_portal.staff.withdrawing import say_that_it_is_withdrawn, with_last_language

MOST_PAGES = 50
_BELOW = "include_descendants"


@dataclass
class Entry:
    """A page of the selection: what publishing changes, and the choice."""

    page: PortalPage
    changes: Changes
    form: "PageForm"

    @property
    def choices(self) -> dict[str, LanguageChoice]:
        """Return the languages that can be chosen, by code."""
        return {choice.code: choice for choice in self.form.choices}

    @property
    def warning(self) -> str:
        """Return how many pages go with the page when its last language is taken off."""
        return with_last_language(self.page, self.changes)

    @property
    def is_shown(self) -> bool:
        """Say whether what was sent, if anything, can still be chosen: somebody may have published it meanwhile."""
        return not self.form.is_bound or self.form.is_valid() or not self.form.asks_for_something

    @property
    def choice(self) -> Choice | None:
        """Return what was chosen, None for nothing. The first publication brings its facts with it."""
        if not self.form.is_valid():
            return None
        chosen = self.form.cleaned_data
        return Choice(chosen["languages"], facts=chosen["facts"], shown=chosen["shown"])


class PageForm(PublishForm):
    """The choice for one page of several: none is allowed."""

    @property
    def asks_for_something(self) -> bool:
        """Say whether a language, or the facts, were sent."""
        return any(self.data.get(self.add_prefix(name)) for name in ("languages", "facts"))

    def clean(self) -> dict[str, Any]:
        """Refuse facts of a page that becomes public in no language, and what does not say which draft was shown."""
        chosen = super().clean()
        if not chosen.get("shown"):
            raise ValidationError("")
        if (
            self.fields.get("facts") is not None
            and self.fields["facts"].disabled
            and not chosen.get("languages")
        ):
            raise ValidationError("")
        return chosen


def _changed_since() -> str:
    return _("Somebody has saved it since it was shown. Look at it again.")


@dataclass(frozen=True)
class Left:
    """A page of the selection that is not published, and why."""

    page: PortalPage
    reason: str


class PublishPagesAction(PageBulkAction):
    """Publishes the chosen languages of the selected pages."""

    display_name = gettext_lazy("Publish")
    action_type = "publish"
    aria_label = gettext_lazy("Publish selected pages")
    template_name = "staff/pages/bulk_publish.html"
    action_priority = 40
    # Translators may use it: it offers and publishes nothing but what each person may publish.
    keeps_to_languages = True

    request: HttpRequest

    @cached_property
    def _sorted_out(self) -> tuple[list[Entry], list[Left]]:
        """Return what can be published of the selection, and what is left."""
        selected, _none = super().get_actionable_objects()
        pages = PortalPage.objects.filter(pk__in=[page.pk for page in selected])
        if self._with_pages_below:
            below = PortalPage.objects.none()
            for page in pages:
                below |= PortalPage.objects.descendant_of(page).filter(has_unpublished_changes=True)
                below |= PortalPage.objects.descendant_of(page).filter(live=False)
            pages = PortalPage.objects.filter(pk__in=[page.pk for page in [*pages, *below]])
        entries: list[Entry] = []
        left: list[Left] = []
        for page in pages.order_by("path").specific():
            reason = _hindrance(page, self.request.user)
            entry = None if reason or len(entries) >= MOST_PAGES else self._entry(page)
            if entry is None:
                left.append(
                    Left(page, reason or _("Too many pages at once: publish it with others afterwards."))
                )
            elif not entry.is_shown:
                left.append(Left(page, _changed_since()))
            elif not entry.changes.any:
                left.append(Left(page, _("Nothing changes for readers.")))
            elif problems := problems_of(page.get_latest_revision_as_object()):
                left.append(Left(page, " ".join(_problem(problem) for problem in problems)))
            else:
                entries.append(entry)
        return entries, left

    @property
    def _with_pages_below(self) -> bool:
        return bool(self.request.GET.get(_BELOW))

    def _entry(self, page: PortalPage) -> Entry:
        draft = page.get_latest_revision_as_object()
        waiting = parts_of(submission_of(page)) if page.workflow_in_progress else NOTHING
        allowed = [
            code for code in publishable_languages(self.request.user, page) if code not in waiting.languages
        ]
        found = changes(draft, page if page.live else None)
        facts = may_publish_facts(self.request.user, page) and not waiting.facts
        form = PageForm(
            self.request.POST if self.request.method == "POST" else None,
            languages=[item for item in found.languages if item.code in allowed and item.is_change],
            facts=facts and bool(found.facts or not page.live),
            is_live=page.live,
            shown=version_key(page),
            proposed=[item.code for item in found.languages if _is_proposed(item, page)],
            prefix=f"page-{page.pk}",
        )
        return Entry(page, found, form)

    def get_actionable_objects(self) -> tuple[list[PortalPage], dict[str, Any]]:
        """Return the pages of which something can be published."""
        entries, left = self._sorted_out
        return [entry.page for entry in entries], {"items_with_no_access": [item.page for item in left]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what changes."""
        entries, left = self._sorted_out
        query = self.request.GET.copy()
        query[_BELOW] = "on"
        return super().get_context_data(**kwargs) | {
            "entries": entries,
            "left": left,
            "below_url": "" if self._with_pages_below else f"{self.request.path}?{query.urlencode()}",
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Publish what was chosen; pages below that were not shown yet are shown first."""
        if form.cleaned_data[_BELOW] and not self._with_pages_below:
            query = self.request.GET.copy()
            query[_BELOW] = "on"
            return redirect(f"{self.request.path}?{query.urlencode()}")
        if not any(entry.choice for entry in self._sorted_out[0]):
            form.add_error(None, _("Choose at least one language, or the facts."))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        response: HttpResponse = super().form_valid(form)
        for entry in self._sorted_out[0]:
            if entry.choice:
                say_that_it_is_withdrawn(self.request, entry.page)
        for item in self._sorted_out[1]:
            messages.warning(
                self.request,
                _("“%(title)s” was not published: %(reason)s")
                % {"title": item.page.get_admin_display_title(), "reason": item.reason},
            )
        return response

    def get_execution_context(self) -> dict[str, Any]:
        """Hand over the choices."""
        entries, left = self._sorted_out
        return {**super().get_execution_context(), "entries": entries, "left": left}

    @classmethod
    def execute_action(
        cls,
        objects: Iterable[Any],
        entries: list[Entry] | None = None,
        left: list[Left] | None = None,
        user: Any = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        """Publish each page on its own; what cannot be published is added to ``left``."""
        if entries is None or left is None:
            raise ChoiceMissingError("Several pages would be published without a choice of languages.")
        done = 0
        for entry in entries:
            choice = entry.choice
            if choice is None:
                continue
            try:
                with transaction.atomic():
                    publish(entry.page, choice, user=user)
                done += 1
            except DraftChangedError:
                left.append(Left(entry.page, _changed_since()))
            except ValidationError as error:
                left.append(Left(entry.page, " ".join(error.messages)))
        return done, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        """Return how many pages were published."""
        if not num_parent_objects:
            return None
        return ngettext(
            "%(number)d page has been published.", "%(number)d pages have been published.", num_parent_objects
        ) % {"number": num_parent_objects}


def _is_proposed(change: LanguageChange, page: PortalPage) -> bool:
    """Say whether a language is chosen beforehand: of a public page only those that are public already."""
    if page.live:
        return change.state is State.CHANGED
    return change.state is State.NEW and (not change.only_title or change.code == page.source_language)


def _hindrance(page: PortalPage, user: Any) -> str:
    """Return why somebody may publish nothing of a page, empty when something."""
    if page.depth == 1:
        return _("It is no page.")
    if page.alias_of_id:
        return _("It is an alias and follows its original.")
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        return str(lock.get_locked_by(user))
    allowed = publishable_languages(user, page)
    if not allowed:
        return _("You may not publish it.")
    submission = submission_of(page) if page.workflow_in_progress else None
    if page.workflow_in_progress and not set(allowed) - parts_of(submission).languages:
        return _("It waits for approval.")
    return ""


def _problem(problem: dict[str, str]) -> str:
    return f"{problem['label']}: {problem['message']}" if problem["label"] else problem["message"]
