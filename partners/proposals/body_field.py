"""The long text of a page, proposed as plain text."""

from typing import Any

from django import forms

from cluster_portal.languages.codes import column, get_value, set_value
from partners.proposals.fields import Acceptance, TextOfPage, Version
from partners.proposals.paragraphs import text_of_body, tidy_text, with_text

MOST_CHARACTERS = 5000


class ParagraphsField(forms.CharField):
    """Paragraphs separated by empty lines. What is too long is refused, never cut by the browser."""

    widget = forms.Textarea(attrs={"rows": 12})

    def to_python(self, value: Any) -> str:
        """Return the paragraphs as they are compared."""
        return tidy_text(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave the length to the check on the server."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class BodyOfPage(TextOfPage):
    """The text of the paragraph blocks of a body in one language; its other blocks stay as they are."""

    def inputs(self, version: Version, language: str) -> dict[str, forms.Field]:
        """Return an area of text. A text that is longer already may stay as long as it is."""
        longest = max(MOST_CHARACTERS, len(self.read(version, language)))
        return {"": ParagraphsField(max_length=longest)}

    def read(self, version: Version, language: str) -> Any:
        """Return the text, without a fallback."""
        return text_of_body(get_value(version.page, self.name, language)) if version.has(language) else ""

    def write(self, version: Version, language: str, value: Any, acceptance: Acceptance) -> None:
        """Put the text among the blocks of this language only."""
        body = get_value(version.page, self.name, language)
        if body is None:
            body = self._model._meta.get_field(column(self.name, language)).to_python("")  # type: ignore[union-attr]
        set_value(version.page, self.name, language, with_text(body, value))
