"""In which languages a page is published, and since when."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cluster_portal.languages import paths
from cluster_portal.languages.codes import (
    column,
    content_languages,
    default_language,
    get_value,
    is_empty,
    offered_languages,
    set_value,
)

# On while a page is previewed: every language that has text may be read.
_drafts_are_read: ContextVar[bool] = ContextVar("drafts_are_read", default=False)


@contextmanager
def reading_drafts() -> Iterator[None]:
    """Let the texts of languages that are not published be read inside the block, for a preview."""
    token = _drafts_are_read.set(True)
    try:
        yield
    finally:
        _drafts_are_read.reset(token)


_STATE_FIELDS = ("live_since", "first_live_at", "changed_at")


class LiveLanguages:
    """What a page knows about the languages it is published in."""

    if TYPE_CHECKING:
        pk: int
        live: bool
        alias_of_id: int | None
        base_page_model: Any
        get_parent: Any

    @property
    def live_languages(self) -> list[str]:
        """Return the offered languages in which the page is published."""
        return [code for code in offered_languages() if self.is_live_in(code)]

    @property
    def published_languages(self) -> list[str]:
        """Return every language in which the page is published, also those that the portal does not offer."""
        return [code for code in content_languages() if self.is_live_in(code)]

    def is_live_in(self, language: str) -> bool:
        """Say whether the page is published in ``language``."""
        return self.live and get_value(self, "live_since", language) is not None  # type: ignore[arg-type]

    def can_be_read_in(self, language: str) -> bool:
        """Say whether the page is published in ``language``; of a preview, whether it has a title in it."""
        return self.is_live_in(language) or (
            _drafts_are_read.get() and language in self.languages_with_title()
        )

    def live_since_in(self, language: str) -> datetime | None:
        """Return when the page was published in ``language`` (UTC), None while it is not."""
        return get_value(self, "live_since", language)  # type: ignore[arg-type]

    def changed_at_in(self, language: str) -> datetime | None:
        """Return when what readers of ``language`` see last changed (UTC), None before the first publication."""
        changed: datetime | None = get_value(self, "changed_at", language)  # type: ignore[arg-type]
        return changed or self.live_since_in(language)

    def was_live_in(self, language: str) -> bool:
        """Say whether the page has ever been published in ``language``."""
        return get_value(self, "first_live_at", language) is not None  # type: ignore[arg-type]

    @property
    def readable_languages(self) -> set[str] | None:
        """Return the languages whose texts a reader may see; None for no limit (drafts, new pages, previews)."""
        if self.pk is None or not self.live or _drafts_are_read.get():
            return None
        return set(self.published_languages)

    @property
    def addressed_languages(self) -> list[str]:
        """Return the languages whose slugs readers know: in which the page is, else was, published."""
        return self.published_languages or [code for code in content_languages() if self.was_live_in(code)]

    def languages_with_title(self) -> list[str]:
        """Return the languages in which the page has a title of its own: those it can be published in."""
        return [code for code in content_languages() if not is_empty(get_value(self, "title", code))]  # type: ignore[arg-type]

    def go_live_in(self, languages: Iterable[str]) -> None:
        """Record that the page is from now on published in exactly these languages."""
        now = timezone.now()
        wanted = set(languages)
        changes: dict[str, datetime | None] = {}
        for code in content_languages():
            since = get_value(self, "live_since", code)  # type: ignore[arg-type]
            first = get_value(self, "first_live_at", code)  # type: ignore[arg-type]
            if code in wanted:
                changes[column("live_since", code)] = since or now
                changes[column("first_live_at", code)] = first or now
            else:
                changes[column("live_since", code)] = None
        self._store_live_state(changes)

    def begin_live_languages(self) -> list[str]:
        """Clear the state of a page that is about to be created, without saving it.

        Returns the languages in which it is live from the start: those of what it is a copy or an alias of.
        """
        languages = self.published_languages
        for code in content_languages():
            for field in _STATE_FIELDS:
                set_value(self, field, code, None)  # type: ignore[arg-type]
        return languages

    def copy_live_languages_from(self, other: "LiveLanguages") -> None:
        """Take over the state of ``other`` without saving it."""
        for code in content_languages():
            for field in _STATE_FIELDS:
                set_value(self, field, code, get_value(other, field, code))  # type: ignore[arg-type]

    def _store_live_state(self, changes: dict[str, datetime | None]) -> None:
        for name, value in changes.items():
            setattr(self, name, value)
        # While it is still stored in which languages it was: those addresses lead on.
        paths.store(self, self.get_parent(update=True))  # type: ignore[arg-type]
        with default_language():
            untranslated = {field: getattr(self, field) for field in _STATE_FIELDS}
        self.base_page_model.objects.filter(pk=self.pk).rewrite(False).update(**untranslated, **changes)
