"""The languages of the portal and the order in which one stands in for another."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ImproperlyConfigured

# Adding a language: one line here, and migrations of the installation's own (docs/developers.md).
CONTENT_LANGUAGES: list[tuple[str, str]] = [
    ("fr", "Français"),
    ("en", "English"),
    ("nl", "Nederlands"),
    ("de", "Deutsch"),
]

# What a reader of each language probably reads next best.
PREFERRED_FALLBACKS: dict[str, tuple[str, ...]] = {
    "fr": ("en", "nl", "de"),
    "en": ("fr", "nl", "de"),
    "nl": ("en", "fr", "de"),
    "de": ("en", "fr", "nl"),
}


def fallback_languages(codes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return, per language, all other languages in the order of preference.

    Every order ends in all others: a page that exists in one language only must be readable in each.
    """
    orders = {}
    for code in codes:
        preferred = [c for c in PREFERRED_FALLBACKS.get(code, ("en",)) if c in codes]
        orders[code] = (*preferred, *(c for c in codes if c != code and c not in preferred))
    return {"default": tuple(codes), **orders}


def offered_languages(wanted: Iterable[str], languages: Sequence[tuple[str, str]]) -> list[str]:
    """Return the codes of the languages offered to the public, in the order of ``languages``.

    An empty ``wanted`` offers all. Raises ImproperlyConfigured for a code that has no columns.
    """
    codes = [code for code, _ in languages]
    chosen = [code.strip() for code in wanted if code.strip()]
    unknown = [code for code in chosen if code not in codes]
    if unknown:
        raise ImproperlyConfigured(
            f"PORTAL_LANGUAGES names {', '.join(unknown)}; this portal knows {', '.join(codes)}."
        )
    return [code for code in codes if code in chosen] if chosen else codes
