"""A text together with the language it is in.

django-modeltranslation answers with a fallback silently; readers and screen readers must be told. Templates
therefore read ``object.texts.title`` instead of ``object.title``.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from modelcluster.fields import ParentalKey

from cluster_portal.languages.codes import (
    active_language,
    column,
    default_language,
    get_value,
    is_empty,
    name_in,
    reading_order,
    translated_fields,
)


@dataclass(frozen=True, slots=True)
class Text:
    """A value, the language it is in, and the language it was asked for in."""

    value: Any
    language: str
    wanted: str

    def __str__(self) -> str:
        return "" if self.value is None else str(self.value)

    def __bool__(self) -> bool:
        return not is_empty(self.value)

    @property
    def is_fallback(self) -> bool:
        """Say whether the text stands in for one that is missing."""
        return self.language != self.wanted

    @property
    def attributes(self) -> SafeString:
        """Return `` lang="…"`` for a fallback, nothing for a text in the language of the page."""
        if not self or not self.is_fallback:
            return mark_safe("")
        return format_html(' lang="{}"', self.language)

    @property
    def language_name(self) -> str:
        """Return the name of the text's language, in the language that was asked for."""
        return name_in(self.language, self.wanted)


class Texts:
    """The texts of one object in one language: ``texts.title`` is a Text."""

    def __init__(self, instance: models.Model, language: str | None = None) -> None:
        self._instance = instance
        self._language = language or active_language()

    def __getattr__(self, field: str) -> Text:
        if field.startswith("_") or field not in translated_fields(type(self._instance)):
            raise AttributeError(f"{type(self._instance).__name__} has no translated field {field!r}.")
        readable = readable_languages(self._instance)
        for code in reading_order(self._language):
            if readable is not None and code not in readable:
                continue
            value = get_value(self._instance, field, code)
            if not is_empty(value):
                return Text(value, code, self._language)
        return Text(None, self._language, self._language)


def readable_languages(instance: models.Model) -> set[str] | None:
    """Return the languages whose texts a reader may see of a page, or of a row of one; None for no limit.

    A row that was read without its page has to be told, with ``follow_languages_of``.
    """
    if hasattr(instance, "readable_languages"):
        found: set[str] | None = instance.readable_languages
        return found
    for field in instance._meta.concrete_fields:
        if isinstance(field, ParentalKey) and field.is_cached(instance):
            return readable_languages(field.get_cached_value(instance))
    return None


def follow_languages_of(page: models.Model, rows: list[Any]) -> list[Any]:
    """Let the rows of a page be read in the languages in which the page is published; return them.

    Records of their own among them, such as sectors, belong to no page and are left as they are.
    """
    readable = getattr(page, "readable_languages", None)
    for row in rows:
        if any(isinstance(field, ParentalKey) for field in row._meta.fields):
            row.readable_languages = readable
    return rows


class TranslatedTexts(models.Model):
    """Gives a model ``texts`` and keeps its untranslated columns independent of the language at work."""

    class Meta:
        abstract = True

    @property
    def texts(self) -> Texts:
        """Return the texts in the active language, each with the language it is in."""
        return Texts(self)

    def texts_in(self, language: str) -> Texts:
        """Return the texts in ``language``, each with the language it is in."""
        return Texts(self, language)

    def clean_fields(self, exclude: Any = None) -> None:
        """Clean the fields; write nothing where another language stands in for a missing text."""
        missing = {
            name: value
            for field in translated_fields(type(self))
            if is_empty(value := getattr(self, name := column(field, active_language())))
        }
        try:
            super().clean_fields(exclude)
        finally:
            for name, value in missing.items():
                setattr(self, name, value)

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Save in the default language.

        The untranslated column holds the value of the active language; whoever saves, it shall be the same.
        """
        with default_language():
            super().save_base(*args, **kwargs)
