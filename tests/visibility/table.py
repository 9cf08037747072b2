"""The tables of docs/visibility.md."""

from dataclasses import dataclass
from functools import cache

from tests.groups import ROOT


@dataclass(frozen=True)
class Thing:
    """An object: who may see it, and where they find it."""

    name: str
    seen_by: frozenset[str]
    found_in: frozenset[str]


@cache
def people() -> dict[str, frozenset[str]]:
    """Return what each person belongs to, by the person's name."""
    return {name: _list(belongs) for name, _what, belongs in _rows("People")}


@cache
def things() -> dict[str, Thing]:
    """Return the objects by name."""
    return {
        name: Thing(name, _list(seen_by), _list(found)) for name, _what, seen_by, found in _rows("Objects")
    }


@cache
def addresses() -> dict[str, str]:
    """Return by name of an address the channel that reads it, or why it gives no record (after a dash)."""
    return {name: channel for names, channel in _rows("Addresses") for name in _list(names)}


def _rows(heading: str) -> list[list[str]]:
    text = (ROOT / "docs" / "visibility.md").read_text()
    part = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def _list(cell: str) -> frozenset[str]:
    return frozenset(item.strip() for item in cell.split(",") if item.strip())
