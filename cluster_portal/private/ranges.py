"""The part of a file that a browser asks for (RFC 9110, section 14)."""

import re
from dataclasses import dataclass

# One range, either from a first byte on or so many of the last.
_ONE_RANGE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*", re.IGNORECASE)


class UnsatisfiableRangeError(Exception):
    """The range lies outside the file."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """The bytes from ``first`` to ``last``, both counted from 0 and included, of a file of ``size`` bytes."""

    first: int
    last: int
    size: int

    @property
    def length(self) -> int:
        """Return the number of bytes."""
        return self.last - self.first + 1

    @property
    def content_range(self) -> str:
        """Return the value of the header Content-Range."""
        return f"bytes {self.first}-{self.last}/{self.size}"


def byte_range(header: str, size: int) -> ByteRange | None:
    """Return the range that ``header`` asks for of a file of ``size`` bytes.

    None stands for the whole file: no range, one in other words, or several at once, which a server may ignore.
    Raises UnsatisfiableRangeError.
    """
    found = _ONE_RANGE.fullmatch(header.strip())
    # Numbers longer than any file has bytes are no numbers.
    if found is None or not any(found.groups()) or max(map(len, found.groups())) > 18:
        return None
    first, last = found.groups()
    if not first:
        wanted = min(int(last), size)
        if wanted == 0:
            raise UnsatisfiableRangeError
        return ByteRange(size - wanted, size - 1, size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise UnsatisfiableRangeError
    return ByteRange(int(first), min(int(last), size - 1) if last else size - 1, size)
