"""The problems of a record beside its form."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from cluster_portal.editorial.problems import problems_of
from cluster_portal.languages.codes import own_name
from cluster_portal.languages.records import TranslatedRecord
from cluster_portal.languages.texts import TranslatedTexts


class EditorialSidePanel(BaseSidePanel):
    """Lists the problems of the draft that the form shows, by language."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """Shows how many problems there are."""

        aria_label = _("Toggle editorial checks")
        icon_name = "check"
        counter_classname = "w-bg-warning-100"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Add the number of problems."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["count"] = len(self.panel.problems)
            return context

    name = "editorial"
    title = _("Editorial checks")
    template_name = "editorial/side_panel.html"
    order = 340

    def __init__(self, instance: Any, request: Any) -> None:
        super().__init__(instance, request)
        is_known = isinstance(instance, (TranslatedTexts, TranslatedRecord)) and instance.pk
        self.problems = problems_of(instance) if is_known else []

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add the problems, grouped by language."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        codes = list(dict.fromkeys(problem.language for problem in self.problems))
        context["is_saved"] = self.object.pk is not None
        context["languages"] = [
            {
                "code": code,
                "name": own_name(code),
                "problems": [problem for problem in self.problems if problem.language == code],
            }
            for code in codes
        ]
        return context
