"""What a reader narrows the list of calls down to: read from the address, which keeps the choice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from projects.calls.options import Options
from projects.calls.querysets import CallQuerySet
from projects.calls.states import CallState

# Days within which a deadline may lie.
DEADLINES = {"30": 30, "90": 90}
PERMANENT = "none"
FACETS = ("open", "kind", "sector", "country", "programme", "deadline")


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen; None where nothing was."""

    open: str | None = None
    kind: str | None = None
    sector: str | None = None
    country: str | None = None
    programme: str | None = None
    deadline: str | None = None
    # Values in the address that mean nothing here, by name.
    ignored: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, query: Mapping[str, str], options: Options) -> "Choice":
        """Return the choice in the query of an address; values that are not among the options are ignored."""
        known: dict[str, Callable[[str], bool]] = {
            "open": lambda value: value == "1",
            "kind": lambda value: value in options.kinds,
            "sector": lambda value: value in options.sectors,
            "country": lambda value: value in options.countries,
            "programme": lambda value: value in options.programmes,
            "deadline": lambda value: value in DEADLINES or value == PERMANENT,
        }
        given = {name: query.get(name, "").strip() for name in FACETS}
        chosen = {name: value for name, value in given.items() if value and known[name](value)}
        ignored = {name: value for name, value in given.items() if value and name not in chosen}
        return cls(**chosen, ignored=ignored)

    def get(self, name: str) -> str | None:
        """Return what was chosen of a facet."""
        return getattr(self, name)

    def without(self, name: str) -> "Choice":
        """Return the choice without one facet."""
        nothing: dict[str, Any] = {name: None}
        return replace(self, **nothing)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was chosen."""
        return not any(self.get(name) for name in FACETS)

    @property
    def without_open(self) -> "Choice":
        """Return the choice without whether a call is open."""
        return self.without("open")

    @property
    def uses_more(self) -> bool:
        """Say whether a facet was chosen that a phone shows only when asked."""
        return any(self.get(name) for name in ("country", "programme", "deadline"))

    @property
    def query(self) -> str:
        """Return the choice as the query of an address, empty or ready for one more parameter: ``kind=3&``."""
        chosen = {name: value for name in FACETS if (value := self.get(name))}
        return f"{urlencode(chosen)}&" if chosen else ""

    def apply(self, calls: CallQuerySet, now: datetime) -> CallQuerySet:
        """Return the calls that match at ``now``."""
        if self.open:
            calls = calls.in_state(now, CallState.OPEN, CallState.CLOSING_SOON)
        if self.kind:
            calls = calls.giving(int(self.kind))
        if self.sector:
            calls = calls.for_sector(int(self.sector))
        if self.country:
            calls = calls.open_to(self.country)
        if self.programme:
            calls = calls.under_programme(int(self.programme))
        if self.deadline == PERMANENT:
            calls = calls.without_deadline()
        elif self.deadline:
            calls = calls.due_before(now + timedelta(days=DEADLINES[self.deadline]), now)
        return calls

    def count(self, calls: CallQuerySet, now: datetime) -> dict[str, dict[str, int]]:
        """Return how many of ``calls`` each value of each facet would show, all other choices kept.

        One query counts all. Countries come as the lists that calls name; ``state`` counts with all choices kept
        but ``open``.
        """

        def matching(name: str) -> CallQuerySet:
            return self.without(name).apply(calls, now)

        rows: Any = matching("open").with_state(now).counted_by("state", "current_state")
        others = [
            matching("kind").filter(supports__isnull=False).counted_by("kind", "supports__kind"),
            matching("sector").filter(sectors__isnull=False).counted_by("sector", "sectors"),
            matching("country").counted_by("country", "countries"),
            matching("programme").with_programme().counted_by("programme", "programme_key"),
        ]
        counted: dict[str, dict[str, int]] = {}
        for facet, key, number in rows.union(*others, all=True):
            counted.setdefault(facet, {})[key] = number
        return counted
