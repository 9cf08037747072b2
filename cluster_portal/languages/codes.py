"""Language codes, names, and the columns that hold a field in each language."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from babel import Locale
from django.conf import settings
from django.db.models import Model
from django.utils import translation
from modeltranslation.manager import get_translatable_fields_for_model
from modeltranslation.utils import build_localized_fieldname

_FORMATS = {"en": "en_GB"}


def content_languages() -> list[str]:
    """Return the codes of the languages texts are stored in, the default first."""
    return [code for code, _ in settings.LANGUAGES]


def offered_languages() -> list[str]:
    """Return the codes of the languages offered to the public."""
    return list(settings.PORTAL_LANGUAGES)


def own_name(code: str) -> str:
    """Return a language's name in itself, as in ``Nederlands``."""
    return dict(settings.LANGUAGES).get(code, code)


def name_in(code: str, language: str) -> str:
    """Return the name of language ``code`` in ``language``: ``néerlandais``, ``Dutch``."""
    return Locale.parse(language).languages.get(code, own_name(code))


def name_of(code: str) -> str:
    """Return the name of a language in the active one, as a sentence has it."""
    return name_in(code, active_language())


def format_locale(language: str | None = None) -> str:
    """Return the locale in which dates, numbers and money are written; without a language, for the active one.

    English is written as Europe writes it: 24 November 2026.
    """
    code = language or active_language()
    return _FORMATS.get(code, code)


def active_language() -> str:
    """Return the content language that is active, the default when none of them is."""
    active = (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return active if active in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def reading_order(language: str) -> tuple[str, ...]:
    """Return ``language`` followed by those that stand in for it, best first."""
    orders = settings.MODELTRANSLATION_FALLBACK_LANGUAGES
    return (language, *(code for code in orders.get(language, orders["default"]) if code != language))


@cache
def column(field: str, language: str) -> str:
    """Return the name of the column that holds ``field`` in ``language``."""
    return str(build_localized_fieldname(field, language))


def columns(field: str) -> dict[str, str]:
    """Return the columns of ``field`` by language code."""
    return {code: column(field, code) for code in content_languages()}


def get_value(instance: Model, field: str, language: str) -> Any:
    """Return what is stored in ``language``, without fallback."""
    return getattr(instance, column(field, language))


def set_value(instance: Model, field: str, language: str, value: Any) -> None:
    """Store ``value`` in ``language`` only."""
    setattr(instance, column(field, language), value)


def translated_fields(model: type[Model]) -> tuple[str, ...]:
    """Return the names of the fields of ``model`` that exist per language, inherited ones included."""
    return tuple(get_translatable_fields_for_model(model) or ())


def is_empty(value: Any) -> bool:
    """Say whether a stored value holds no text: nothing, blanks, or a StreamField without blocks."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    return len(value) == 0 if hasattr(value, "__len__") else False


@contextmanager
def default_language() -> Iterator[None]:
    """Work in the portal's default language, so that what is stored does not depend on who stores it."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
