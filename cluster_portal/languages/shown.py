"""Showing, in a form, what somebody may read and not write."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import models
from django.utils import formats, timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import AbstractPage

from cluster_portal.languages.block_texts import texts_of_blocks
from cluster_portal.languages.codes import content_languages, translated_fields
from cluster_portal.pages.chosen import title_of


class ShownText(forms.Textarea):
    """Renders a text and no input."""

    show_add_comment_button = False

    def __init__(self, text: SafeString, language: str = "") -> None:
        super().__init__()
        self.text, self.language = text, language

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the text, in its language."""
        language = format_html(' lang="{}"', self.language) if self.language else ""
        return format_html('<div class="td-shown"{}>{}</div>', language, self.text)

    def id_for_label(self, id_: str | None, index: str | None = None) -> str:
        """Return nothing: a label needs an input."""
        return ""


class ShownField(forms.Field):
    """Takes the place of a field that is shown only: its value is what it was, whatever is sent."""

    def __init__(self, original: forms.Field, text: SafeString, language: str) -> None:
        super().__init__(
            required=False,
            disabled=True,
            label=original.label,
            help_text=original.help_text,
            widget=ShownText(text, language),
        )
        self.original = original

    def clean(self, value: Any) -> Any:
        """Return the value unchecked: it is not this form's."""
        return value


def language_of(model: type[models.Model], name: str) -> str:
    """Return the language whose text the column ``name`` holds, nothing for a fact."""
    field = model._meta.get_field(name)
    translated = getattr(field, "translated_field", None)
    language = getattr(field, "language", "")
    known = translated is not None and translated.name in translated_fields(model)
    return language if known and language in content_languages() else ""


def shown_text(instance: models.Model, name: str) -> SafeString:
    """Return how the value of a field is read by staff."""
    field: Any = instance._meta.get_field(name)
    if isinstance(field, StreamField):
        return _stream(getattr(instance, name))
    if field.many_to_many:
        return escape(", ".join(_name_of(record) for record in getattr(instance, name).all()) or "–")
    value = getattr(instance, name)
    if value in (None, ""):
        return escape("–")
    if isinstance(value, models.Model):
        return escape(_name_of(value))
    if isinstance(field, RichTextField):
        # Written in the rich text editor, which lets nothing else through.
        return mark_safe(value)  # noqa: S308
    if field.choices:
        return escape(getattr(instance, f"get_{name}_display")())
    if isinstance(value, bool):
        return escape(_("Yes") if value else _("No"))
    if isinstance(value, list):
        names = dict(field.codes()) if hasattr(field, "codes") else {}
        return escape(", ".join(str(names.get(item, item)) for item in value) or "–")
    if isinstance(field, models.TextField):
        return format_html_join(
            "", "<p>{}</p>", ((line,) for line in str(value).splitlines() if line.strip())
        )
    if isinstance(value, datetime):
        # Some records keep to a clock of their own, such as calls; all others to the portal's.
        value = timezone.localtime(value, getattr(instance, "zone", None))
    return escape(formats.localize(value))


def _name_of(record: Any) -> str:
    return title_of(record) if isinstance(record, AbstractPage) else str(record)


def _stream(value: Any) -> SafeString:
    parts = [
        # Rich text as above; plain texts are escaped.
        (text.label, mark_safe(text.text) if text.is_html else text.text)  # noqa: S308
        for text in texts_of_blocks(value)
    ]
    if not parts:
        return escape("–")
    return format_html_join("", '<p class="td-shown__label">{}</p><div>{}</div>', parts)
