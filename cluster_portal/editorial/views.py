"""The report of what the texts lack."""

from typing import Any

import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView

from cluster_portal.editorial.codes import ProblemCode
from cluster_portal.editorial.models import Finding
from cluster_portal.exchange.records import edit_address
from cluster_portal.languages.sources import language_choices


class FindingFilterSet(WagtailFilterSet):
    """Language and kind of problem."""

    language = django_filters.ChoiceFilter(label=_("Language"), choices=language_choices)
    code = django_filters.ChoiceFilter(label=_("Kind"), choices=ProblemCode.choices)

    class Meta:
        model = Finding
        fields = ["language", "code"]


class FindingsView(ReportView):
    """All findings, by page, with the way to the form."""

    page_title = _("Editorial checks")
    header_icon = "check"
    results_template_name = "editorial/report_results.html"
    index_url_name = "editorial_report"
    index_results_url_name = "editorial_report_results"
    filterset_class = FindingFilterSet
    model = Finding
    context_object_name = "findings"
    list_export = ["title", "language", "code", "label", "message", "excerpt"]
    export_headings = {
        "title": _("Page or record"),
        "language": _("Language"),
        "code": _("Kind"),
        "label": _("Field"),
        "message": _("What is wrong"),
        "excerpt": _("Excerpt"),
    }

    def get_filename(self) -> str:
        """Return the name of an exported report."""
        return "editorial-checks"

    def get_queryset(self) -> Any:
        """Return the findings that the user can do something about."""
        findings: Any = Finding.objects.of_interest_to(self.request.user).in_reading_order()
        return findings.select_related("content_type", "page")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Add the address of each record's form."""
        records = _records([finding for finding in object_list if finding.page_id is None])
        for finding in object_list:
            record = finding.page or records.get((finding.content_type_id, finding.object_id))
            finding.edit_url = edit_address(record, self.request.user) if record is not None else ""
        return object_list


def _records(findings: list[Finding]) -> dict[tuple[int, int], models.Model]:
    found: dict[tuple[int, int], models.Model] = {}
    for content_type in {finding.content_type for finding in findings}:
        model = content_type.model_class()
        if model is not None:
            keys = [finding.object_id for finding in findings if finding.content_type_id == content_type.pk]
            found |= {
                (content_type.pk, key): record for key, record in model._default_manager.in_bulk(keys).items()
            }
    return found
