"""The kinds of letters that can be switched off. Apps register their own in ``AppConfig.ready``."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter: a key that never changes, what it is about, and its place in the list."""

    key: str
    label: str | Promise
    order: int


_kinds: dict[str, LetterKind] = {}


def register_letter(kind: LetterKind) -> None:
    """Let people switch a kind of letter off; a second one with the same key replaces the first."""
    _kinds[kind.key] = kind


def letter_kinds() -> list[LetterKind]:
    """Return all kinds, in order."""
    return sorted(_kinds.values(), key=lambda kind: kind.order)
