"""Editing panels that show all languages of a field together."""

from typing import Any

from django.db.models import TextField
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.telepath import register as register_telepath_adapter
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.admin.widgets.slug import SlugInput

from cluster_portal.languages.codes import column, content_languages, own_name
from cluster_portal.languages.field_states import FieldState, field_state
from cluster_portal.languages.shown import ShownField
from cluster_portal.languages.slugs import spelled_out

# What stands before the first and after the last Latin letter or digit.
_AROUND_WORDS = r"^[^0-9A-Za-z\u00C0-\u024F]+|[^0-9A-Za-z\u00C0-\u024F]+$"


def form_source_language(instance: Any, request: Any) -> str:
    """Return the language that stands first in a form.

    It is the source language of what is edited. A row of a page has none of its own: the view that shows
    the form notes the page's on the request. Everything else is written in the default language first.
    """
    noted = getattr(request, "form_source_language", None)
    source = getattr(instance, "source_language", None) or noted
    return source if source in content_languages() else content_languages()[0]


class OneLanguage:
    """A panel for the column that holds a translated field in one language."""

    def __init__(self, field_name: str, *args: Any, language: str = "", **kwargs: Any) -> None:
        super().__init__(field_name, *args, **kwargs)  # type: ignore[call-arg]
        self.language = language

    def clone_kwargs(self) -> dict[str, Any]:
        """Return the arguments that make the same panel again."""
        return {**super().clone_kwargs(), "language": self.language}  # type: ignore[misc]


class OneLanguageOnForm:
    """The panel on one form: the input says which language is written in it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # The group explains the field once, above all its languages.
        self.help_text = ""
        if bound_field := getattr(self, "bound_field", None):
            bound_field.help_text = ""
            bound_field.field.widget.attrs["lang"] = self.panel.language  # type: ignore[attr-defined]


class LanguageFieldPanel(OneLanguage, FieldPanel):
    """A field in one language."""

    def get_form_options(self) -> dict[str, Any]:
        """Let plain texts grow with what is written, as Wagtail does for columns of no language."""
        options: dict[str, Any] = super().get_form_options()
        if type(self.db_field.translated_field) is TextField:
            options.setdefault("widgets", {}).setdefault(self.field_name, AdminAutoHeightTextInput)
        return options

    @register_telepath_adapter
    class BoundPanel(OneLanguageOnForm, FieldPanel.BoundPanel):
        """The panel on one form."""


class LanguageTitlePanel(OneLanguage, TitleFieldPanel):
    """A title in one language: the slug of that language follows it until the language is published."""

    @register_telepath_adapter
    class BoundPanel(OneLanguageOnForm, TitleFieldPanel.BoundPanel):
        """The panel on one form."""

        def get_should_apply(self) -> bool:
            """Say whether the slug follows the title."""
            return not self.instance.was_live_in(self.panel.language)


class LanguageSlugPanel(OneLanguage, FieldPanel):
    """A slug in one language."""

    def get_form_options(self) -> dict[str, Any]:
        """Use Wagtail's slug widget, which the panel of the title writes to.

        The browser makes slugs as ``slug_from_title`` does.
        """
        options: dict[str, Any] = super().get_form_options()
        formatters = [*spelled_out(self.language).items(), (_AROUND_WORDS, "")]
        widget = SlugInput(locale=self.language, formatters=formatters)
        options.setdefault("widgets", {})[self.field_name] = widget
        return options

    @register_telepath_adapter
    class BoundPanel(OneLanguageOnForm, FieldPanel.BoundPanel):
        """The panel on one form."""


class TranslatedPanel(MultiFieldPanel):
    """All languages of one translated field, each labelled with the language's own name."""

    def __init__(
        self, field_name: str, *args: Any, panel_class: type[OneLanguage] = LanguageFieldPanel, **kwargs: Any
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

    @property
    def clean_name(self) -> str:
        """Return the name of the panel in element ids: the same in every language of the interface."""
        return self.field_name

    def on_model_bound(self) -> None:
        """Make one panel per language from the registered field."""
        field = self.model._meta.get_field(self.field_name)
        defaults = {"heading": capfirst(field.verbose_name), "help_text": field.help_text, "icon": "globe"}
        for name, value in defaults.items():
            setattr(self, name, getattr(self, name) or value)
        self.children = [self._panel_for(code) for code in content_languages()]
        super().on_model_bound()

    def _panel_for(self, code: str) -> OneLanguage:
        kwargs: dict[str, Any] = {"heading": own_name(code), "language": code, **self.child_kwargs}
        if self.panel_class is LanguageTitlePanel:
            kwargs |= {"targets": [column("slug", code)], "placeholder": False, "classname": ""}
        return self.panel_class(column(self.field_name, code), **kwargs)

    @register_telepath_adapter
    class BoundPanel(MultiFieldPanel.BoundPanel):
        """The panel on one form: the source language stands first."""

        template_name = "staff/panels/translated.html"

        @cached_property
        def languages(self) -> list[dict[str, Any]]:
            """Return the panels by language, the source first."""
            source = form_source_language(self.instance, self.request)
            rows = [
                {
                    "code": panel.panel.language,
                    "name": own_name(panel.panel.language),
                    "panel": panel,
                    "is_source": panel.panel.language == source,
                    "is_shown_only": isinstance(getattr(panel.bound_field, "field", None), ShownField),
                    "translation": self._state(panel.panel.language, source),
                }
                for panel in self.children
                if panel.is_shown()
            ]
            return sorted(rows, key=lambda row: not row["is_source"])

        def _state(self, language: str, source: str) -> FieldState | None:
            """Return what the panel says of the translation of the field."""
            if self.is_address or language == source:
                return None
            return field_state(self.form, self.panel.field_name, language, source, self.request)

        @property
        def is_address(self) -> bool:
            """Say whether the field is an address: it follows from texts and is none itself."""
            return self.panel.panel_class is LanguageSlugPanel


def translated(field_name: str, **kwargs: Any) -> TranslatedPanel:
    """Return a panel with all languages of a registered field."""
    return TranslatedPanel(field_name, **kwargs)


def translated_title() -> TranslatedPanel:
    """Return the panel of the titles; until a language is published its slug follows its title."""
    return TranslatedPanel("title", panel_class=LanguageTitlePanel)


def translated_slug() -> TranslatedPanel:
    """Return the panel of the slugs."""
    return TranslatedPanel("slug", panel_class=LanguageSlugPanel)
