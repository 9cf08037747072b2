"""Names of partners as readers look for them: case and accents aside."""

from functools import lru_cache

from anyascii import anyascii


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Return a name without case and accents; remembered, as names come again with every request."""
    return anyascii(name).casefold()
