"""The dashboard of translations."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cluster_portal.languages.codes import content_languages, own_name
from cluster_portal.languages.rights import may_write, writable_now
from cluster_portal.languages.states import mark_valid
from cluster_portal.translating.board import SORTS, Row, board, totals
from cluster_portal.translating.forms import BoardForm
from cluster_portal.translating.records import export_url, may_edit, record_of

_MOST_AT_ONCE = 200


class DashboardView(WagtailAdminTemplateMixin, TemplateView):
    """Pages and snippets × languages, with what is missing and outdated."""

    template_name = "translating/dashboard.html"
    page_title = gettext_lazy("Translations")
    header_icon = "globe"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way from the admin's home."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read one page of the dashboard and the totals."""
        form = BoardForm(self.request.GET)
        choice = form.choice(self.request.GET.get("sort", ""))
        rows, page = board(choice, self.request.GET.get("p", 1))
        finder = AdminURLFinder(self.request.user)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "rows": [
                {"row": row, "edit_url": self._edit_url(row, finder), "report_url": self._report_url(row)}
                for row in rows
            ],
            "page_obj": page,
            "totals": totals(choice),
            "languages": [(code, own_name(code)) for code in content_languages()],
            "writable": [
                (code, own_name(code)) for code in content_languages() if may_write(self.request.user, code)
            ],
            "sorts": self._sorts(choice.sort),
            "query": self._query(),
            "can_export": bool(export_url([])),
        }

    @staticmethod
    def _edit_url(row: Row, finder: AdminURLFinder) -> str:
        if row.page is not None:
            return reverse("wagtailadmin_pages:edit", args=[row.page.pk])
        model = row.content_type.model_class()
        return (finder.get_edit_url(model(pk=row.object_id)) or "") if model else ""

    @staticmethod
    def _report_url(row: Row) -> str:
        return reverse("translation_report", args=[row.content_type.pk, row.object_id])

    def _sorts(self, chosen: str) -> list[dict[str, Any]]:
        labels = {
            "title": _("Title"),
            "missing": _("Words missing"),
            "outdated": _("Words outdated"),
            "changed": _("Changed"),
        }
        query = self.request.GET.copy()
        sorts = []
        for key in SORTS:
            query["sort"] = key
            query.pop("p", None)
            sorts.append({"label": labels[key], "url": f"?{query.urlencode()}", "is_current": key == chosen})
        return sorts

    def _query(self) -> str:
        """Return what was chosen, without the number of the page, for links to other pages."""
        query = self.request.GET.copy()
        query.pop("p", None)
        return query.urlencode()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Mark the chosen records as valid in the chosen languages, or lead to their export."""
        languages = [code for code in request.POST.getlist("languages") if code in content_languages()]
        records = list(self._chosen(request))
        if request.POST.get("action") == "export" and records:
            return redirect(export_url(records, *languages[:1]))
        if any(not may_write(request.user, code) for code in languages):
            raise PermissionDenied
        if not records or not languages:
            messages.warning(request, _("Choose at least one record and one language."))
        else:
            changed = self._mark(records, languages)
            messages.success(
                request,
                ngettext(
                    "%(count)s translated text is confirmed as up to date.",
                    "%(count)s translated texts are confirmed as up to date.",
                    changed,
                )
                % {"count": changed},
            )
        return redirect(f"{request.path}?{request.GET.urlencode()}")

    def _mark(self, records: Iterable[Model], languages: list[str]) -> int:
        """Mark what does not wait for the approval of somebody else, and say where something does."""
        user: Any = self.request.user
        changed = 0
        for record in records:
            writable = writable_now(user, record)
            own = [code for code in languages if code in writable]
            changed += mark_valid(record, own, user=user)
            if waiting := [own_name(code) for code in languages if code not in own]:
                messages.warning(
                    self.request,
                    _("“%(title)s” waits for approval (%(languages)s): only reviewers can confirm it.")
                    % {"title": record, "languages": ", ".join(waiting)},
                )
        return changed

    @staticmethod
    def _chosen(request: HttpRequest) -> Iterator[Model]:
        """Return the chosen records that the user may edit, pages as they are drafted."""
        for key in request.POST.getlist("records")[:_MOST_AT_ONCE]:
            record = record_of(key)
            if record is not None and may_edit(request.user, record):
                yield record
