"""What an exchange file holds, whichever its format."""

from dataclasses import dataclass, field
from enum import StrEnum

from cluster_portal.exchange.inline import NOTHING, Coded, Content
from cluster_portal.exchange.records import RecordRef


class UnitState(StrEnum):
    """How far a unit is, as files say it."""

    MISSING = "missing"
    OUTDATED = "outdated"
    MACHINE = "machine"
    UP_TO_DATE = "up_to_date"


@dataclass(frozen=True, slots=True)
class OutUnit:
    """A unit on its way out."""

    key: str
    label: str
    source: Coded
    target: Coded
    state: UnitState
    source_print: str
    target_print: str
    is_html: bool
    max_length: int | None = None
    # The source text that an outdated translation is one of.
    previous: Coded = NOTHING


@dataclass(frozen=True, slots=True)
class OutRecord:
    """A record on its way out, with what tells a translator where its texts stand."""

    ref: RecordRef
    title: str
    kind: str
    address: str
    units: list[OutUnit]


@dataclass(frozen=True, slots=True)
class Package:
    """A whole export."""

    portal: str
    source: str
    target: str
    records: list[OutRecord]

    @property
    def units(self) -> int:
        """Return the number of units."""
        return sum(len(record.units) for record in self.records)


@dataclass(frozen=True, slots=True)
class InUnit:
    """A unit as it came back. ``fault`` says why it cannot be used; ``line`` is a line or a row of the file."""

    record: str
    key: str
    line: int
    source_print: str = ""
    target_print: str = ""
    source_words: str = ""
    # Empty when there is no translation.
    content: Content = ()
    is_confirmed: bool = False
    fault: str = ""
    # A content written with tags, which only the record can tell from plain text.
    tagged: str | None = None


@dataclass(frozen=True, slots=True)
class InFile:
    """A file as it came back."""

    format: str
    portal: str
    source: str
    target: str
    units: list[InUnit] = field(default_factory=list)


UNIT_SEPARATOR = "#"


def unit_name(ref: RecordRef, key: str) -> str:
    """Return the name of a unit in all the portal."""
    return f"{ref}{UNIT_SEPARATOR}{key}"


def split_name(name: str) -> tuple[str, str]:
    """Return record and key of a unit's name, the key empty when it is no such name."""
    record, _, key = name.partition(UNIT_SEPARATOR)
    return record, key
