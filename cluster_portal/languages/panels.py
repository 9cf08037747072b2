"""Editing panels that show all languages of a field together."""

from typing import Any

from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.telepath import register as register_telepath_adapter

from cluster_portal.languages.codes import column, content_languages, own_name


class TranslatedPanel(MultiFieldPanel):
    """All languages of one translated field, each labelled with the language's own name."""

    def __init__(
        self, field_name: str, *args: Any, panel_class: type[FieldPanel] = FieldPanel, **kwargs: Any
    ) -> None:
        self.field_name = field_name
        self.panel_class = panel_class
        self.child_kwargs = kwargs.pop("child_kwargs", {})
        kwargs.pop("children", None)
        super().__init__([], *args, **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        """Return the arguments that make the same panel again."""
        kwargs: dict[str, Any] = super().clone_kwargs()
        del kwargs["children"]
        return {
            **kwargs,
            "field_name": self.field_name,
            "panel_class": self.panel_class,
            "child_kwargs": self.child_kwargs,
        }

    def on_model_bound(self) -> None:
        """Make one panel per language from the registered field."""
        field = self.model._meta.get_field(self.field_name)
        if not self.heading:
            self.heading = field.verbose_name
        if not self.help_text:
            self.help_text = field.help_text
        self.children = [self._panel_for(code) for code in content_languages()]
        super().on_model_bound()

    def _panel_for(self, code: str) -> FieldPanel:
        kwargs: dict[str, Any] = {"heading": own_name(code), "help_text": " ", **self.child_kwargs}
        if self.panel_class is TitleFieldPanel:
            kwargs |= {"targets": [column("slug", code)], "placeholder": False, "classname": ""}
        panel = self.panel_class(column(self.field_name, code), **kwargs)
        panel.language = code
        return panel

    @register_telepath_adapter
    class BoundPanel(MultiFieldPanel.BoundPanel):
        """The panel on one form: the source language stands first."""

        template_name = "staff/panels/translated.html"

        @property
        def languages(self) -> list[dict[str, Any]]:
            """Return the panels by language, the source first."""
            source = getattr(self.instance, "source_language", content_languages()[0])
            rows = [
                {
                    "code": code,
                    "name": own_name(code),
                    "panel": panel,
                    "identifier": identifier,
                    "is_source": code == source,
                }
                for code, panel, identifier in zip(
                    content_languages(), self.children, self.panel.child_identifiers, strict=True
                )
                if panel.is_shown()
            ]
            return sorted(rows, key=lambda row: not row["is_source"])


def translated(field_name: str, **kwargs: Any) -> TranslatedPanel:
    """Return a panel with all languages of a registered field."""
    return TranslatedPanel(field_name, **kwargs)


def translated_title() -> TranslatedPanel:
    """Return the panel of the titles; until a language is published its slug follows its title."""
    return TranslatedPanel("title", panel_class=TitleFieldPanel)


def translated_slug() -> TranslatedPanel:
    """Return the panel of the slugs."""
    return TranslatedPanel("slug", panel_class=SlugPanel)


class SlugPanel(FieldPanel):
    """A slug in one language."""

    def get_form_options(self) -> dict[str, Any]:
        """Use Wagtail's slug widget, which the title's panel writes to."""
        from wagtail.admin.widgets.slug import SlugInput

        options: dict[str, Any] = super().get_form_options()
        options.setdefault("widgets", {})[self.field_name] = SlugInput
        return options
