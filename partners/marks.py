"""What stands for a partner that has no logo."""

import re

_SMALL_WORDS = {"de", "of", "the", "la", "le", "and", "et", "van", "der", "die", "das", "und"}
_LONGEST_MARK = 5


def initials(name: str) -> str:
    """Return what stands for a name where there is no logo: a short acronym as it is, else up to three letters."""
    words = [word for word in re.split(r"[^\w]+", name) if word and word.lower() not in _SMALL_WORDS]
    if len(words) == 1:
        return words[0] if len(words[0]) <= _LONGEST_MARK and words[0].isupper() else words[0][:3].upper()
    return "".join(word[0] for word in words[:3]).upper()
