"""Wordings and the report in the admin."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from cluster_portal.languages.codes import content_languages, set_value
from cluster_portal.staff.snippets import RevisedCreateView, RevisedViewSet
from projects.acknowledgement import views
from projects.acknowledgement.families import Family, roles_of
from projects.acknowledgement.models import AcknowledgementWording
from projects.acknowledgement.report import AcknowledgementReport
from projects.acknowledgement.wordings import WordingBook


class WordingCreateView(RevisedCreateView):
    """Begins a wording from the one in force."""

    def get_initial_form_instance(self) -> AcknowledgementWording:
        """Return a wording with the texts in force."""
        wording = AcknowledgementWording()
        family, role = (self.request.GET.get(name, "") for name in ("generation", "role"))
        if family in Family.values and role in roles_of(Family(family)):
            wording.generation, wording.role = family, role
            book = WordingBook.on()
            for code in content_languages():
                found = book.wording(family, role, code)
                if found is not None and not found.statement.is_fallback:
                    set_value(wording, "statement", code, str(found.statement))
                    set_value(wording, "disclaimer", code, str(found.disclaimer) or None)
        return wording


class WordingViewSet(RevisedViewSet):
    """The cluster's own wordings, by version."""

    model = AcknowledgementWording
    icon = "edit"
    add_view_class = WordingCreateView
    list_display = ["__str__", "valid_from", "is_official", "source_note"]


register_snippet(WordingViewSet)


class WordingsMenuItem(MenuItem):
    """Shown to those who may see wordings."""

    def is_shown(self, request: Any) -> bool:
        """Follow the permission on wordings."""
        return bool(request.user.has_perm("acknowledgement.view_acknowledgementwording"))


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Add the wordings in force and the report."""
    return [
        path("acknowledgement/", views.wordings, name="acknowledgement_wordings"),
        path(
            "acknowledgement/official/<slug:family>/", views.restore_official, name="acknowledgement_official"
        ),
        path(
            "acknowledgement/official/<slug:family>/<slug:role>/",
            views.restore_official,
            name="acknowledgement_official",
        ),
        path("reports/acknowledgement/", AcknowledgementReport.as_view(), name="acknowledgement_report"),
        path(
            "reports/acknowledgement/results/",
            AcknowledgementReport.as_view(results_only=True),
            name="acknowledgement_report_results",
        ),
    ]


@hooks.register("register_settings_menu_item")
def wordings_menu_item() -> MenuItem:
    """Show the wordings among the settings."""
    return WordingsMenuItem(
        _("EU acknowledgement"), reverse("acknowledgement_wordings"), icon_name="globe", order=310
    )


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    """Show the report among the reports."""
    return MenuItem(_("EU acknowledgement"), reverse("acknowledgement_report"), icon_name="globe", order=310)
