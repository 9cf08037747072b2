"""Fingerprints: whether two texts say the same, whatever the editor stored around them."""

import difflib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

# As the rich text editor stores them, and as they stand in a string of JSON.
_EDITOR_KEYS = re.compile(r'\s+data-block-key=\\*"[^"\\]*\\*"')
_TAGS = re.compile(r"<[^>]+>")
_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"\w+(?:[’'\-]\w+)*")
_LENGTH = 32


def without_editor_keys(text: str) -> str:
    """Return a text without the numbers that the rich text editor gives to paragraphs: they say nothing."""
    return _EDITOR_KEYS.sub("", text)


def fingerprint(text: str) -> str:
    """Return what identifies a text: its words and markup, without the editor's own keys or layout."""
    plain = _SPACES.sub(" ", without_editor_keys(text)).strip()
    return hashlib.sha256(plain.encode()).hexdigest()[:_LENGTH]


def words_in(text: str) -> int:
    """Return the number of words a reader sees."""
    return len(_WORDS.findall(readable(text)))


def readable(text: str) -> str:
    """Return a text without its markup."""
    return _SPACES.sub(" ", unescape(_TAGS.sub(" ", text))).strip()


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words that stayed (``same``), came (``added``) or went (``removed``)."""

    kind: str
    text: str


def changes_between(before: str, after: str) -> list[Change]:
    """Return word by word what changed from ``before`` to ``after``, markup aside."""
    return list(_changes(readable(before).split(), readable(after).split()))


def _changes(before: list[str], after: list[str]) -> Iterator[Change]:
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for operation, start_a, end_a, start_b, end_b in matcher.get_opcodes():
        if operation == "equal":
            yield Change("same", " ".join(before[start_a:end_a]))
            continue
        if start_a < end_a:
            yield Change("removed", " ".join(before[start_a:end_a]))
        if start_b < end_b:
            yield Change("added", " ".join(after[start_b:end_b]))
