"""What is wrong with a file, told with file, line and column."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# More than a person reads; a file with a million bad rows must not fill the memory.
MOST_KEPT = 200

MESSAGES: dict[str, str | Promise] = {
    "missing_columns": _("these columns are missing: %(value)s"),
    "not_csv": _("this is not a CSV file with UTF-8 text, it looks like %(value)s"),
    "empty_file": _("the file is empty"),
    "encoding": _("this is not UTF-8; the row is left out"),
    "nul": _("the row holds a NUL character and is left out"),
    "long_line": _("the row is longer than any real one; it is left out"),
    "open_quote": _("the quotation mark that opens here is never closed; the row is left out"),
    "open_quote_at_end": _(
        "the quotation mark that opens here is never closed; the rest of the row counts as text"
    ),
    "inner_quote": _("a quotation mark inside a text is not doubled; it counts as text"),
    "column_count": _("the row has %(value)s columns; it is left out"),
    "no_identifier": _("the row has no identifier and is left out: “%(value)s”"),
    "no_name": _("the organisation has no name; the row is left out"),
    "bad_money": _("“%(value)s” is no amount of money"),
    "bad_date": _("“%(value)s” is no date"),
    "bad_country": _("“%(value)s” is no country code"),
    "two_countries": _("two countries, “%(value)s”, and nothing else in the row says which"),
    "two_countries_settled": _("two countries, “%(value)s”; the row’s region or VAT number says which"),
    "bad_point": _("“%(value)s” is no point on Earth"),
    "bad_role": _("“%(value)s” is no known role; it counts as participant"),
    "bad_status": _("“%(value)s” is no known status"),
    "too_long": _("the text is cut: “%(value)s…”"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``line`` and ``column`` count from 1; column counts characters in the line."""

    file: str
    line: int
    column: int
    code: str
    value: str = ""
    field: str = ""

    def __str__(self) -> str:
        message = gettext(str(MESSAGES[self.code])) % {"value": self.value}
        place = gettext("%(file)s, line %(line)s, column %(column)s") % {
            "file": self.file,
            "line": self.line,
            "column": self.column,
        }
        field = f" ({self.field})" if self.field else ""
        return f"{place}{field}: {message}"

    def as_json(self) -> dict[str, Any]:
        """Return what ``from_json`` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Problem":
        """Return a problem that was stored."""
        return cls(**data)


class CordisError(Exception):
    """The files cannot be read at all; the message says why, for people."""


class Problems:
    """Collects the problems of one run: all are counted, the first ones are kept."""

    def __init__(self, tell: Callable[[Problem], None] = lambda problem: None) -> None:
        self.kept: list[Problem] = []
        self.count = 0
        self._tell = tell

    def add(self, problem: Problem) -> None:
        """Count a problem, keep it while there is room, and tell it."""
        self.count += 1
        if len(self.kept) < MOST_KEPT:
            self.kept.append(problem)
            self._tell(problem)
