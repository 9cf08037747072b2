"""What staff see in a project's form of what its grant demands."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class CompletenessPanel(Panel):
    """What the grant demands on the page, and what is missing of it in what was last saved."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("What the grant asks for"))
        kwargs.setdefault("icon", "clipboard-list")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel on one form."""

        template_name = "acknowledgement/completeness_panel.html"

        def is_shown(self) -> bool:
            """Stand on the form of a project that has been saved."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the demands."""
            from projects.acknowledgement.demands import demands_on

            context: dict[str, Any] = super().get_context_data(parent_context)
            demands = demands_on(self.instance)
            return context | {
                "demands": demands,
                "missing": [demand for demand in demands if demand.missing],
                "met": [demand for demand in demands if not demand.missing],
            }
