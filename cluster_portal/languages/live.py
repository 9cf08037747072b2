"""In which languages a page is published, and since when."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cluster_portal.languages.codes import (
    column,
    content_languages,
    default_language,
    get_value,
    is_empty,
    offered_languages,
    set_value,
)

# The languages that the publication under way is limited to; None: all that have a title.
_chosen: ContextVar[frozenset[str] | None] = ContextVar("chosen_languages", default=None)


@contextmanager
def publishing_in(languages: Iterable[str]) -> Iterator[None]:
    """Limit what is published inside the block to these languages."""
    token = _chosen.set(frozenset(languages))
    try:
        yield
    finally:
        _chosen.reset(token)


_STATE_FIELDS = ("live_since", "first_live_at", "changed_at")


class LiveLanguages:
    """What a page knows about the languages it is published in."""

    # The languages in which a page that is copied live is live from the start.
    _live_from_start: tuple[str, ...] = ()

    if TYPE_CHECKING:
        pk: int
        live: bool
        alias_of_id: int | None
        base_page_model: Any

    # Set on a page that is previewed: every language that has text may be read.
    reads_unpublished_languages = False

    @property
    def live_languages(self) -> list[str]:
        """Return the offered languages in which the page is published."""
        return [code for code in offered_languages() if self.is_live_in(code)]

    def is_live_in(self, language: str) -> bool:
        """Say whether the page is published in ``language``."""
        return self.live and get_value(self, "live_since", language) is not None  # type: ignore[arg-type]

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
        """Return the languages whose texts a reader may see; None for no limit (drafts, previews)."""
        if not self.live or self.reads_unpublished_languages:
            return None
        published = {code for code in content_languages() if self.is_live_in(code)}
        return published or None

    def languages_with_title(self) -> list[str]:
        """Return the languages in which the page has a title of its own: those it can be published in."""
        return [code for code in content_languages() if not is_empty(get_value(self, "title", code))]  # type: ignore[arg-type]

    def languages_to_publish(self) -> list[str]:
        """Return the languages that publishing the page now makes live.

        An alias follows its original; a choice made with ``publishing_in`` limits the languages.
        """
        if self.alias_of_id:
            original = self.base_page_model.objects.get(pk=self.alias_of_id)
            return [code for code in content_languages() if original.is_live_in(code)]
        if self._live_from_start:
            return list(self._live_from_start)
        chosen = _chosen.get()
        wanted = self._published_by_default() if chosen is None else chosen
        return [code for code in self.languages_with_title() if code in wanted]

    def _published_by_default(self) -> set[str]:
        """Return the languages published when nobody chose: all but those that were taken off the site."""
        live = {code for code in content_languages() if self.live_since_in(code) is not None}
        return {
            code for code in content_languages() if not live or code in live or not self.was_live_in(code)
        }

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

    def begin_live_languages(self) -> None:
        """Clear the state of a page that is about to be created, without saving it.

        A copy that stays live will be live in the languages of its original, and in no other.
        """
        if self.live:
            self._live_from_start = tuple(code for code in content_languages() if self.is_live_in(code))
        for code in content_languages():
            for field in _STATE_FIELDS:
                set_value(self, field, code, None)  # type: ignore[arg-type]

    def copy_live_languages_from(self, other: "LiveLanguages") -> None:
        """Take over the state of ``other`` without saving it."""
        for code in content_languages():
            for field in _STATE_FIELDS:
                set_value(self, field, code, get_value(other, field, code))  # type: ignore[arg-type]

    def _store_live_state(self, changes: dict[str, datetime | None]) -> None:
        for name, value in changes.items():
            setattr(self, name, value)
        with default_language():
            untranslated = {field: getattr(self, field) for field in _STATE_FIELDS}
        self.base_page_model.objects.filter(pk=self.pk).rewrite(False).update(**untranslated, **changes)
