"""The report on the acknowledgement of every project in every language."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from cluster_portal.languages.codes import offered_languages, own_name
from cluster_portal.pages.models import PortalPage
from projects.acknowledgement.statements import assess
from projects.acknowledgement.wordings import WordingBook
from projects.models import ProjectPage


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A project in a language: what is missing, and the statement that readers see."""

    pk: int
    project: str
    language: str
    status: str
    missing: str
    statement: str


def report_rows() -> list[ReportRow]:
    """Return a row per published project and offered language, by title, with three queries."""
    book = WordingBook.on()
    projects = ProjectPage.objects.published().select_related("programme__mark")
    rows = []
    for project in sorted(projects, key=lambda page: str(page.texts.title).casefold()):
        for code in offered_languages():
            assessment = assess(project, code, book)
            made = assessment.acknowledgement
            status = _("complete") if assessment.is_complete else _("to complete")
            rows.append(
                ReportRow(
                    pk=project.pk,
                    project=str(project.texts.title),
                    language=own_name(code),
                    status=str(status),
                    missing=", ".join(str(entry.label) for entry in assessment.missing),
                    statement=str(made.statement) if made else "",
                )
            )
    return rows


class AcknowledgementReport(ReportView):
    """Which projects lack what their grant's acknowledgement needs; also as CSV and XLSX."""

    page_title = _("EU acknowledgement")
    header_icon = "globe"
    index_url_name = "acknowledgement_report"
    index_results_url_name = "acknowledgement_report_results"
    paginate_by = 100
    is_searchable = False
    # Whoever may work on pages may see what they lack.
    model = PortalPage
    any_permission_required = ["add", "change", "publish"]
    list_export = ["project", "language", "status", "missing", "statement"]
    export_headings = {
        "project": _("Project"),
        "language": _("Language"),
        "status": _("State"),
        "missing": _("Missing"),
        "statement": _("Statement"),
    }

    columns = [
        TitleColumn(
            "project",
            label=_("Project"),
            width="16%",
            get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.pk]),
        ),
        Column("language", label=_("Language"), width="10%"),
        Column("status", label=_("State"), width="10%"),
        Column("missing", label=_("Missing")),
        Column("statement", label=_("Statement")),
    ]

    def get_queryset(self) -> Any:
        """Return the rows; they are computed, no query set."""
        return report_rows()

    def filter_queryset(self, queryset: Any) -> Any:
        """Show all."""
        return queryset

    def order_queryset(self, queryset: Any) -> Any:
        """Keep the order by title."""
        return queryset

    def get_filename(self) -> str:
        """Return the name of the exported file."""
        return "eu-acknowledgement"
