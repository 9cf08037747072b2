"""Wagtail's screens that delete pages: they show what uses them, ask where readers go, and put them into the bin."""

from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.utils import type_to_delete_confirmation

from cluster_portal.accounts.models import User
from cluster_portal.bin.forms import ReadersForm
from cluster_portal.bin.putting import put
from cluster_portal.bin.redirects import Target
from cluster_portal.bin.uses import Uses
from cluster_portal.pages.models import PortalPage


def _until() -> Any:
    return timezone.localdate() + timedelta(days=settings.BIN_DAYS)


def _is_public(pages: list[PortalPage]) -> bool:
    return any(PortalPage.objects.filter(path__startswith=page.path, live=True).exists() for page in pages)


class PortalDeleteView(DeleteView):
    """Deletes a page: it goes into the bin."""

    template_name = "bin/confirm_delete.html"

    @cached_property
    def uses(self) -> Uses:
        """Return what uses the page."""
        return Uses(self.page)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what uses the page."""
        self.form = ReadersForm(leaving=[self.page])
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put the page into the bin, unless something keeps it where it is."""
        self.form = ReadersForm(request.POST, leaving=[self.page])
        if self.uses.refusals or not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        if not type_to_delete_confirmation(request):
            return self.render_to_response(self.get_context_data())
        parent = self.page.get_parent()
        put(self.page, cast(User, request.user), self.form.target)
        messages.success(
            request,
            _("“%(title)s” is in the bin.") % {"title": self.page.get_admin_display_title()},
            buttons=[messages.button(reverse("bin"), _("To the bin"))],
        )
        for hook in hooks.get_hooks("after_delete_page"):
            result = hook(request, self.page)
            if hasattr(result, "status_code"):
                return cast(HttpResponse, result)
        return redirect(self.next_url or reverse("wagtailadmin_explore", args=[parent.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what uses the page and all below it, and the question where readers go."""
        return super().get_context_data(**kwargs) | {
            "uses": self.uses,
            "usage_count": self.uses.count,
            "is_protected": bool(self.uses.refusals),
            "form": self.form,
            "is_public": _is_public([self.page]),
            "until": _until(),
            "media": self.form.media,
        }


class PortalDeleteBulkAction(DeleteBulkAction):
    """Deletes several pages: they go into the bin."""

    template_name = "bin/confirm_bulk_delete.html"
    form_class = ReadersForm
    aria_label = gettext_lazy("Delete selected pages")

    def annotate_items(self, items: Any) -> Any:
        """Look up what uses each page."""
        self.is_protected = False
        for item in items:
            item.uses = Uses(item)
            self.is_protected = self.is_protected or bool(item.uses.refusals)
        return items

    def object_context(self, page: Any) -> dict[str, Any]:
        """Add what uses the page."""
        return {
            **PageBulkAction.object_context(self, page),
            "descendant_count": page.get_descendant_count(),
            "uses": page.uses,
            "usage_count": page.uses.count,
            "usage_url": self.get_usage_url(page),
            "is_protected": bool(page.uses.refusals),
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form which pages are deleted."""
        return {**super().get_form_kwargs(), "leaving": self.get_actionable_objects()[0]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add until when the pages can be brought back."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        pages = [row["item"] for row in context["items"]]
        return context | {"until": _until(), "is_public": _is_public(pages)}

    def get_execution_context(self) -> dict[str, Any]:
        """Hand over where readers go."""
        return {**super().get_execution_context(), "target": self.cleaned_form.target}

    @classmethod
    def execute_action(
        cls, objects: Any, user: Any = None, target: Target = None, **kwargs: Any
    ) -> tuple[int, int]:
        """Put the pages into the bin; return how many were chosen and how many went along."""
        chosen = below = 0
        for page in objects:
            # One that stands below another of them has gone already.
            found = PortalPage.objects.filter(pk=page.pk).first()
            if found is not None:
                chosen, below = chosen + 1, below + found.get_descendant_count()
                put(found, user, target)
        return chosen, below

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Say where the pages are."""
        number = num_parent_objects + num_child_objects
        return ngettext("%(number)d page is in the bin.", "%(number)d pages are in the bin.", number) % {
            "number": number
        }
