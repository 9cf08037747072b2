"""Plans: what becomes of each unit of a file, and why."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from cluster_portal.languages.fingerprints import Change, changes_between

# Longer texts are shown without what changed between them: comparing takes the square of their length. In words.
_COMPARED = 1500


class Outcome(StrEnum):
    """What becomes of a unit."""

    NEW = "new"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


APPLIED = (Outcome.NEW, Outcome.CHANGED, Outcome.CONFIRMED)


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """One unit of a file: what becomes of it, and why it is refused."""

    outcome: Outcome
    key: str
    line: int
    label: str = ""
    reason: str = ""
    # The two texts that differ: translations for what changes, sources for what is refused because they do.
    before: str = ""
    after: str = ""
    # What is written, for a unit that is new or changed.
    value: str = ""

    @property
    def changes(self) -> list[Change]:
        """Return word by word how the two texts differ; empty for texts too long to compare."""
        if not self.before or not self.after or max(len(self.before), len(self.after)) > _COMPARED * 8:
            return []
        return changes_between(self.before, self.after)


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """What becomes of the units of one record."""

    ref: str
    title: str
    address: str
    units: list[PlannedUnit]

    def with_outcome(self, *outcomes: Outcome) -> list[PlannedUnit]:
        """Return the units of which this becomes."""
        return [unit for unit in self.units if unit.outcome in outcomes]

    @property
    def applied(self) -> list[PlannedUnit]:
        """Return the units that change something."""
        return self.with_outcome(*APPLIED)

    @property
    def refused(self) -> list[PlannedUnit]:
        """Return the units that are refused."""
        return self.with_outcome(Outcome.REFUSED)

    @property
    def unchanged(self) -> list[PlannedUnit]:
        """Return the units that stay as they are."""
        return self.with_outcome(Outcome.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a file."""

    source: str
    target: str
    format: str
    records: list[RecordPlan] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many units there are of each outcome."""
        counted = Counter(unit.outcome for record in self.records for unit in record.units)
        return {outcome.value: counted[outcome] for outcome in Outcome}

    @property
    def is_complete(self) -> bool:
        """Say whether nothing is refused."""
        return self.counts()[Outcome.REFUSED] == 0

    @property
    def changes_nothing(self) -> bool:
        """Say whether applying it would change nothing."""
        return not any(record.applied for record in self.records)
