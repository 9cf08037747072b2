"""Moving pages: nothing is moved before it is known to fit, and the screen says what changes for readers."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.ordering import SetPagePositionView

from cluster_portal.pages import moving
from cluster_portal.pages.models import PortalPage


def may_not_open(move: moving.Move, user: Any) -> list[str]:
    """Return why ``user`` may not take the page out of where it is."""
    return [
        _(
            "“%(title)s” limits who may read the pages below it. Only who may change that can move a page out of it."
        )
        % {"title": place.get_admin_display_title()}
        for place in moving.forbidden_by(user, move.lost)
    ]


def _why_not(move: moving.Move) -> str:
    """Return why a page cannot stand at a place that nobody may take it to."""
    if move.destination.path.startswith(move.page.path):
        return _("A page cannot stand below itself.")
    if not move.page.specific_class.can_exist_under(move.destination):
        return _("A page of this type cannot stand below “%(title)s”.") % {
            "title": move.destination.get_admin_display_title()
        }
    return _("You may not put pages below “%(title)s”.") % {
        "title": move.destination.get_admin_display_title()
    }


class OpeningForm(forms.Form):
    """Asks for a confirmation that pages become readable."""

    opens = forms.BooleanField(
        label=gettext_lazy("Yes, more people will be able to read this."),
        error_messages={"required": gettext_lazy("Confirm that more people will be able to read this.")},
    )


class PortalMoveConfirmView(MoveConfirmView):
    """Shows what a move changes, and moves."""

    template_name = "staff/pages/confirm_move.html"

    def dispatch(
        self, request: HttpRequest, page_to_move_id: int, destination_id: int, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Lead back to the choice of a place where the page does not fit, or may not be taken out of its own."""
        page = get_object_or_404(PortalPage, pk=page_to_move_id).specific
        destination = get_object_or_404(PortalPage, pk=destination_id)
        tester = page.permissions_for_user(request.user)
        if not tester.can_move():
            raise PermissionDenied
        self.move = moving.what_changes(page, destination)
        refused = may_not_open(self.move, request.user)
        if not refused and not tester.can_move_to(destination):
            raise PermissionDenied
        refused = refused or moving.refusals(page, destination)
        if refused:
            return self._lead_back(refused)
        self.form = OpeningForm(request.POST or None) if self.move.opens else None
        response: HttpResponseBase = super().dispatch(
            request, page_to_move_id, destination_id, *args, **kwargs
        )
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Move, once it was confirmed that more people will be able to read."""
        if self.form is not None and not OpeningForm(request.POST).is_valid():
            self.form = OpeningForm(request.POST)
            return self.render_to_response(self.get_context_data(**kwargs))
        try:
            with transaction.atomic():
                response: HttpResponse = super().post(request, *args, **kwargs)
        except ValidationError as error:
            return self._lead_back(error.messages)
        return response

    def _lead_back(self, refused: list[str]) -> HttpResponse:
        for message in refused:
            messages.error(self.request, message)
        return redirect("wagtailadmin_pages:move", self.move.page.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what changes."""
        return super().get_context_data(**kwargs) | {"move": self.move, "form": self.form}


class PortalSetPagePositionView(SetPagePositionView):
    """Moves a page among its siblings."""

    def post(self, request: HttpRequest, page_to_move_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say why a page that has become invalid stays where it is."""
        if get_object_or_404(PortalPage, pk=page_to_move_id).depth == 1:
            raise Http404
        try:
            with transaction.atomic():
                response: HttpResponse = super().post(request, page_to_move_id, *args, **kwargs)
        except ValidationError as error:
            return HttpResponseBadRequest(" ".join(error.messages), content_type="text/plain; charset=utf-8")
        return response


class PortalMoveBulkAction(MoveBulkAction):
    """Moves pages chosen in the explorer, all of them or none."""

    template_name = "staff/pages/confirm_bulk_move.html"
    # On while the screen shows what the move would change, and asks whether it shall be.
    asks = False

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the chooser know the pages, also when it is shown again."""
        if not self.pages_to_move:
            self.get_actionable_objects()
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs

    def get_actionable_objects(self) -> tuple[list[PortalPage], dict[str, Any]]:
        """Leave out pages that go along with one above them, and those that do not fit; say why."""
        pages, others = super().get_actionable_objects()
        self.moves: list[moving.Move] = []
        if self.cleaned_form is None:
            return self._topmost(pages), others
        pages = self._topmost([*pages, *(row["item"] for row in others["pages_with_duplicate_slugs"])])
        destination = self.cleaned_form.cleaned_data["chooser"]
        taken: dict[tuple[str, str], PortalPage] = {}
        fitting, refused = [], []
        for page in pages:
            move = moving.what_changes(page, destination)
            reasons = moving.refusals(page, destination, taken)
            if reasons:
                can_edit = page.permissions_for_user(self.request.user).can_edit()
                refused.append({"item": page, "can_edit": can_edit, "reasons": reasons})
            else:
                fitting.append(page)
                self.moves.append(move)
        for row in others["pages_without_destination_access"]:
            move = moving.what_changes(row["item"], destination)
            row["reasons"] = may_not_open(move, self.request.user) or [_why_not(move)]
        return fitting, {**others, "pages_with_duplicate_slugs": refused}

    def _topmost(self, pages: list[PortalPage]) -> list[PortalPage]:
        paths = {page.path for page in pages}
        return [
            page
            for page in pages
            if not any(page.path.startswith(path) for path in paths if path != page.path)
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what changes, once a place is chosen."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "moves": self.moves if self.asks else [],
            "opens": self._opens,
            "confirmation": self._confirmation if self.asks else "",
        }

    @property
    def _opens(self) -> bool:
        return any(move.opens for move in self.moves)

    @property
    def _confirmation(self) -> str:
        """Return the name of the confirmation, which holds for one place only, and for what was shown of it."""
        destination = self.cleaned_form.cleaned_data["chooser"] if self.cleaned_form else None
        return f"{'opens' if self._opens else 'seen'}-{destination.pk if destination else ''}"

    def prepare_action(self, pages: list[PortalPage], pages_without_access: dict[str, Any]) -> Any:
        """Ask again where pages do not fit, and before anything is moved."""
        response = super().prepare_action(pages, pages_without_access)
        if response is not None:
            return response
        if pages and self._confirmation not in self.request.POST:
            self.asks = True
            self.destination = self.cleaned_form.cleaned_data["chooser"]
            context = {"destination": self.destination, **self.get_context_data()}
            return TemplateResponse(self.request, self.template_name, context)
        return None

    def form_valid(self, form: Any) -> HttpResponse:
        """Move nothing when one of the pages turns out not to fit after all."""
        try:
            response: HttpResponse = super().form_valid(form)
        except ValidationError as error:
            for message in error.messages:
                messages.error(self.request, message)
            return redirect(self.next_url)
        return response

    @classmethod
    def execute_action(
        cls, objects: list[PortalPage], destination: Any = None, user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        """Move the pages one after the other, each as it stands after those before it."""
        for page in objects:
            target = PortalPage.objects.get(pk=destination.pk)
            PortalPage.objects.get(pk=page.pk).move(target, pos="last-child", user=user)
        return len(objects), 0
