"""Reads a CSV file row by row, forgiving what can be forgiven and telling the rest with line and column.

A row is normally one line; a text with line breaks makes it longer. After an unbalanced quotation mark the
reader finds back by looking for a line that begins a row.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from projects.cordis.problems import CordisError, Problem

_LONGEST_LINE = 4 * 1024 * 1024
# Real texts have 2,000 characters; joining lines for ever would cost time that grows with their square.
_LONGEST_ROW = 256 * 1024
_SEPARATORS = ";\t,"
_LOOKS_LIKE = (
    (b"PK\x03\x04", "ZIP, XLSX"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8", "JPEG"),
    (b"\x1f\x8b", "gzip"),
    (b"\xd0\xcf\x11\xe0", "XLS, DOC"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"{", "JSON"),
    (b"<", "HTML, XML"),
)
_NUMBER = re.compile(r"\d{3,12}")


@dataclass(slots=True)
class Split:
    """A row taken apart. ``starts`` are the offsets of the cells; ``open_at`` is that of a quotation mark which
    nothing closes, ``inner_at`` that of the first one inside a text that is not doubled (-1: none)."""

    cells: list[str]
    starts: list[int]
    open_at: int = -1
    inner_at: int = -1


def split(text: str, separator: str) -> Split:
    """Take a row apart. A quotation mark ends a cell only where a separator or the end follows."""
    found = Split([], [])
    at, end = 0, len(text)
    while True:
        found.starts.append(at)
        if at < end and text[at] == '"':
            close = _closing_quote(text, at, separator, found)
            if close < 0:
                found.open_at = at
                found.cells.append(text[at + 1 :].replace('""', '"'))
                return found
            found.cells.append(text[at + 1 : close].replace('""', '"'))
            at = close + 1
        else:
            stop = text.find(separator, at)
            stop = end if stop < 0 else stop
            found.cells.append(text[at:stop])
            at = stop
        if at >= end:
            return found
        at += 1


def _closing_quote(text: str, at: int, separator: str, found: Split) -> int:
    look = at + 1
    while (quote := text.find('"', look)) >= 0:
        after = text[quote + 1 : quote + 2]
        if after in ("", separator):
            return quote
        if after == '"':
            look = quote + 2
            continue
        if found.inner_at < 0:
            found.inner_at = quote
        look = quote + 1
    return -1


class Row:
    """One row: cells by column name, and where they stand."""

    __slots__ = ("_cells", "_table", "_text", "line")

    def __init__(self, table: "Table", line: int, text: str, cells: list[str]) -> None:
        self._table = table
        self._text = text
        self._cells = cells
        self.line = line

    def get(self, name: str) -> str:
        """Return a cell, "" when the file has no such column."""
        position = self._table.positions.get(name.lower())
        return "" if position is None else self._cells[position].strip()

    def as_dict(self) -> dict[str, str]:
        """Return the row as it is: column names and cells."""
        return dict(zip(self._table.header, self._cells, strict=False))

    def problem(self, code: str, field: str, value: str = "") -> None:
        """Tell a problem with the cell of column ``field``."""
        position = self._table.positions.get(field.lower(), 0)
        starts = split(self._text, self._table.separator).starts
        offset = starts[position] if position < len(starts) else 0
        self._table.tell(code, self.line, self._text, offset, value[:80], field)


class Table:
    """A CSV file: reads the header at once, and the rows as they are asked for."""

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        required: Iterable[str],
        identifier: Iterable[str],
        report: Callable[[Problem], None],
    ) -> None:
        self.name = name
        self._stream = stream
        self._report = report
        self._number = 0
        self._damaged = ""
        head = stream.peek(512)[:512] if hasattr(stream, "peek") else b""
        for start, kind in _LOOKS_LIKE:
            if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(start):
                raise self._unreadable("not_csv", kind)
        line = (self._next_line() or "").removeprefix("\ufeff")
        while not line.strip():
            following = self._next_line()
            if following is None:
                raise self._unreadable("empty_file", "")
            line = following
        if self._damaged:
            raise self._unreadable("not_csv", "…")
        text = line.rstrip("\r\n")
        self.separator = max(_SEPARATORS, key=text.count)
        self.header = [cell.strip() for cell in split(text, self.separator).cells]
        self.positions: dict[str, int] = {}
        for position, column in enumerate(self.header):
            self.positions.setdefault(column.lower(), position)
        missing = [column for column in required if column.lower() not in self.positions]
        if missing:
            raise self._unreadable("missing_columns", ", ".join(missing))
        self._begins_with_number = self.header[0].lower() in {column.lower() for column in identifier}

    def _unreadable(self, code: str, value: str) -> CordisError:
        return CordisError(str(Problem(self.name, max(self._number, 1), 1, code, value)))

    def tell(self, code: str, line: int, text: str, offset: int, value: str = "", field: str = "") -> None:
        """Report a problem at ``offset`` in ``text``, which begins in ``line``."""
        before = text[: max(offset, 0)]
        breaks = before.count("\n")
        column = len(before) - (before.rfind("\n") + 1) + 1
        self._report(Problem(self.name, line + breaks, column, code, value, field))

    # --- lines --------------------------------------------------------------------------------

    def _next_line(self) -> str | None:
        """Return the next line of text, None at the end; ``_damaged`` says what is wrong with it."""
        raw = self._stream.readline(_LONGEST_LINE)
        if not raw:
            return None
        self._number += 1
        self._damaged = ""
        self._damaged_at = 0
        if len(raw) >= _LONGEST_LINE and not raw.endswith(b"\n"):
            while (more := self._stream.readline(_LONGEST_LINE)) and not more.endswith(b"\n"):
                pass
            self._damaged = "long_line"
            return ""
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            self._damaged = "encoding"
            self._damaged_at = len(raw[: error.start].decode("utf-8", "replace"))
            text = raw.decode("utf-8", "replace")
        if "\0" in text:
            self._damaged, self._damaged_at = "nul", text.index("\0")
        return text

    # --- rows ---------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Row]:
        """Return the rows that can be read; those that cannot are told."""
        columns = len(self.header)
        waiting: str | None = None
        while True:
            line = self._next_line() if waiting is None else waiting
            waiting = None
            if line is None:
                return
            start = self._number
            if self._damaged:
                self._report(Problem(self.name, start, self._damaged_at + 1, self._damaged))
                continue
            text = line.rstrip("\r\n")
            if not text.strip():
                continue
            if (cells := self._plain(text, columns)) is not None:
                yield Row(self, start, text, cells)
                continue
            text, waiting, damaged = self._whole_row(text)
            if not damaged and (cells := self._forgiven(text, start, columns)) is not None:
                yield Row(self, start, text, cells)

    def _plain(self, text: str, columns: int) -> list[str] | None:
        """Return the cells of a line that is a row without any fault."""
        try:
            cells = next(csv.reader([text], delimiter=self.separator, strict=True))
        except (csv.Error, StopIteration):
            return None
        return cells if len(cells) == columns else None

    def _whole_row(self, text: str) -> tuple[str, str | None, bool]:
        """Add lines to ``text`` until its quotation marks close.

        Returns the text, a line already read that begins another row, and whether a line was damaged.
        """
        damaged = False
        while split(text, self.separator).open_at >= 0:
            line = self._next_line()
            if line is None:
                break
            if self._begins_row(line, text):
                return text, line, damaged
            if self._damaged:
                self._report(Problem(self.name, self._number, self._damaged_at + 1, self._damaged))
                damaged = True
            text = f"{text}\n{line.rstrip(chr(13) + chr(10))}"
            if len(text) > _LONGEST_ROW:
                break
        return text, None, damaged

    def _begins_row(self, line: str, text: str) -> bool:
        """Say whether ``line`` begins a row of its own, while the row ``text`` is still open."""
        if self._begins_with_number:
            quote = '"' if text.startswith('"') else ""
            first, separator, _ = line.partition(f"{quote}{self.separator}")
            return bool(
                separator and first.startswith(quote) and _NUMBER.fullmatch(first.removeprefix(quote))
            )
        return self._plain(line.rstrip("\r\n"), len(self.header)) is not None

    def _forgiven(self, text: str, start: int, columns: int) -> list[str] | None:
        """Return the cells of a row with faults that do not hide where its cells end; tell the faults."""
        found = split(text, self.separator)
        cells = found.cells
        while len(cells) > columns and not cells[-1].strip():
            cells.pop()
        if not any(cell.strip() for cell in cells):
            return None
        right = len(cells) == columns
        if found.open_at >= 0:
            self.tell("open_quote_at_end" if right else "open_quote", start, text, found.open_at)
        elif found.inner_at >= 0:
            self.tell("inner_quote", start, text, found.inner_at)
        if not right and found.open_at < 0:
            self.tell("column_count", start, text, 0, f"{len(cells)} ≠ {columns}")
        return cells if right else None
