"""The tables of docs/ways.md."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from tests.groups import ROOT
from tests.ways.world import ROLES

# What can stand in the cell of a role.
DONE, HER_LANGUAGE, REFUSED, NOTHING = "done", "her language", "refused", "nothing"
EXPECTED = {DONE, HER_LANGUAGE, REFUSED, NOTHING}


@dataclass(frozen=True)
class Way:
    """A row: names or patterns of ways, what changes, the rule, and what each role may expect."""

    names: tuple[str, ...]
    changes: str
    rule: str
    expected: dict[str, str]

    def has(self, name: str) -> bool:
        """Return whether a way is of this row."""
        return any(fnmatchcase(name, pattern) for pattern in self.names)


@cache
def ways(heading: str) -> list[Way]:
    """Return the rows below a heading."""
    found = []
    for cells in _rows(heading):
        names, changes, rule, *roles = cells
        expected = dict(zip(ROLES, roles, strict=True)) if roles else {}
        found.append(Way(tuple(name.strip() for name in names.split(",")), changes, rule, expected))
    return found


def way(heading: str, name: str) -> Way | None:
    """Return the row of a way; the first that names it in full, else the first whose pattern fits."""
    rows = ways(heading)
    exact = [row for row in rows if name in row.names]
    return next(iter([*exact, *(row for row in rows if row.has(name))]), None)


def _rows(heading: str) -> list[list[str]]:
    text = (ROOT / "docs" / "ways.md").read_text()
    part = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip().replace("`", "") for cell in line.strip("|").split("|")] for line in lines[2:]]
