"""Screens about the translations of one record: the report, and marking texts as up to date."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cluster_portal.languages.codes import active_language, content_languages, name_in
from cluster_portal.languages.form_states import FormStates, record_key, report_url
from cluster_portal.languages.rights import writable_now
from cluster_portal.languages.states import mark_valid
from cluster_portal.languages.units import source_language_of
from cluster_portal.translating.records import edit_url, export_url, may_edit, may_see, record_of
from cluster_portal.translating.reports import report


class OfOneRecord(WagtailAdminTemplateMixin, TemplateView):
    """A screen about one record."""

    header_icon = "globe"
    record: Any

    def find(self, key: str) -> None:
        """Find the record; raise Http404 where there is none, PermissionDenied where it may not be read."""
        record = record_of(key)
        if record is None:
            raise Http404
        if not may_see(self.request.user, record):
            raise PermissionDenied
        self.record = record

    def get_page_subtitle(self) -> str:
        """Return the title of the record."""
        title = getattr(self.record, "get_admin_display_title", None)
        return str(title() if title else self.record)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way through the list of translations."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("translation_dashboard"), "label": _("Translations")},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what every screen about a record shows."""
        source = source_language_of(self.record)
        return super().get_context_data(**kwargs) | {
            "record": self.record,
            "record_key": record_key(self.record),
            "record_title": self.get_page_subtitle(),
            "edit_url": edit_url(self.request.user, self.record),
            "source": source,
            "source_name": name_in(source, active_language()),
        }


class ReportView(OfOneRecord):
    """Everything that keeps a record from being complete."""

    template_name = "translating/report.html"
    page_title = gettext_lazy("Translations")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the report."""
        self.find(f"{kwargs['content_type']}-{kwargs['object_id']}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Compare the texts."""
        return super().get_context_data(**kwargs) | {
            "reports": report(self.record, self.request.user),
            "mark_url": reverse("translation_mark"),
            "this_url": report_url(self.record),
            "export_url": export_url([self.record]),
        }


class MarksView(OfOneRecord):
    """The marks of a form, after it was saved in the background."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the list as HTML."""
        self.find(f"{kwargs['content_type']}-{kwargs['object_id']}")
        form = type("SavedForm", (), {"instance": self.record, "formsets": {}})()
        back = get_valid_next_url_from_request(request) or edit_url(request.user, self.record)
        languages = FormStates(form).languages(request.user, back)
        return render(request, "translating/marks.html", {"languages": languages})


class MarkView(OfOneRecord):
    """Marks translations as up to date. A link leads to a question; the answer, or a script, posts."""

    template_name = "translating/mark.html"
    page_title = gettext_lazy("Mark as up to date")
    wanted: dict[str, set[str] | None]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Read what is to be marked; refuse languages that are not the user's, or not before they are approved."""
        values = request.POST if request.method == "POST" else request.GET
        self.find(values.get("record", ""))
        if not may_edit(request.user, self.record):
            raise PermissionDenied
        self.wanted = _wanted(values.getlist("language"), values.getlist("unit"))
        if not writable_now(request.user, self.record).issuperset(self.wanted):
            raise PermissionDenied
        self.next_url = get_valid_next_url_from_request(request) or report_url(self.record)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the texts once more."""
        reports = [
            (language, [entry for entry in language.entries if self._is_wanted(entry)])
            for language in report(self.record, self.request.user)
        ]
        return super().get_context_data(**kwargs) | {
            "reports": [(language, entries) for language, entries in reports if entries],
            "languages": [code for code, keys in self.wanted.items() if keys is None],
            "units": [f"{code}:{key}" for code, keys in self.wanted.items() for key in sorted(keys or ())],
            "next_url": self.next_url,
        }

    def _is_wanted(self, entry: Any) -> bool:
        if entry.is_missing or entry.state.language not in self.wanted:
            return False
        keys = self.wanted[entry.state.language]
        return keys is None or entry.state.unit.key in keys

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Mark what was chosen."""
        user: Any = request.user
        counts = [mark_valid(self.record, [code], keys=keys, user=user) for code, keys in self.wanted.items()]
        count = sum(counts)
        message = (
            ngettext(
                "%(count)s translated text is confirmed as up to date.",
                "%(count)s translated texts are confirmed as up to date.",
                count,
            )
            % {"count": count}
            if self.wanted
            else _("Choose at least one text.")
        )
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"confirmed": count, "message": message})
        (messages.success if count else messages.warning)(request, message)
        return redirect(self.next_url)


def _wanted(languages: list[str], units: list[str]) -> dict[str, set[str] | None]:
    """Return the chosen units by language, None for all of them; what is no language is left out."""
    chosen: defaultdict[str, set[str]] = defaultdict(set)
    for value in units:
        code, _colon, key = value.partition(":")
        if code in content_languages() and key:
            chosen[code].add(key)
    whole = {code: None for code in languages if code in content_languages()}
    return {**chosen, **whole}
