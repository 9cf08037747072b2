"""The language a page is written in first."""

from django.conf import settings

from cluster_portal.languages.codes import active_language


def language_choices() -> list[tuple[str, str]]:
    """Return the content languages with their own names."""
    return list(settings.LANGUAGES)


def default_source_language() -> str:
    """Return the language of whoever creates the page."""
    return active_language()
