"""The panel that says, above a form, how far each language is."""

from typing import Any

from django import forms
from django.forms.widgets import Script
from wagtail.admin.panels import Panel

from cluster_portal.languages.form_states import marks_url, report_url, states_of_form


class TranslationStatesPanel(Panel):
    """One mark per language with what is to do on demand, and the small edit."""

    def get_form_options(self) -> dict[str, Any]:
        """Ask for the field of the small edit, which the portal's forms declare."""
        return {"fields": ["small_edit"]}

    @property
    def clean_name(self) -> str:
        """Return the name of the panel in element ids."""
        return "translation_states"

    class BoundPanel(Panel.BoundPanel):
        """The panel on one form."""

        template_name = "translating/form_states.html"

        def is_shown(self) -> bool:
            """Say whether there is something to say: not before the first save."""
            return self.form is None or bool(self.instance.pk)

        def show_panel_furniture(self) -> bool:
            """Stand without a heading of its own."""
            return False

        @property
        def media(self) -> forms.Media:
            """Return what the editor needs for translations."""
            return forms.Media(
                css={"all": ["translating/dashboard.css", "translating/editor.css"]},
                js=[Script("translating/editor.js", type="module")],  # type: ignore[list-item]
            )

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Read the stored states."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            states = states_of_form(self.form)
            if states is not None:
                context["languages"] = states.languages(self.request.user, self.request.get_full_path())
                context["report_url"] = report_url(self.instance)
                context["marks_url"] = marks_url(self.instance, self.request.get_full_path())
            context["is_limited"] = getattr(self.form, "limit", None) is not None
            context["small_edit"] = self.form["small_edit"] if "small_edit" in self.form.fields else None
            return context
