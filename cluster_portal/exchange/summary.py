"""What a plan looks like on a screen, and what is kept of it as the result of an import."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from cluster_portal.exchange.plans import Outcome, Plan, PlannedUnit, RecordPlan
from cluster_portal.languages.fingerprints import Change

# So many units of each kind are shown; the numbers are always those of all.
SHOWN = 300
# So many letters of a text are shown.
_LETTERS = 600


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """One unit on a screen."""

    outcome: str
    title: str
    address: str
    label: str
    line: int
    reason: str
    before: str
    after: str
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers of an import and its units, as far as they are shown."""

    counts: dict[str, int]
    refused: list[ShownUnit]
    applied: list[ShownUnit]

    @property
    def changes_something(self) -> bool:
        """Say whether there is anything to import."""
        return bool(self.applied)

    @property
    def refused_more(self) -> int:
        """Return how many refused units are not shown."""
        return self.counts[Outcome.REFUSED] - len(self.refused)

    @property
    def applied_more(self) -> int:
        """Return how many units that change something are not shown."""
        changed = sum(self.counts[name] for name in (Outcome.NEW, Outcome.CHANGED, Outcome.CONFIRMED))
        return changed - len(self.applied)

    @classmethod
    def of_stored(cls, data: dict[str, Any]) -> "Summary":
        """Return what was kept of an import."""
        return cls(
            counts=data["counts"],
            refused=[_of_stored(unit) for unit in data["refused"]],
            applied=[_of_stored(unit) for unit in data["applied"]],
        )


def _of_stored(unit: dict[str, Any]) -> ShownUnit:
    return ShownUnit(**{**unit, "changes": [Change(**change) for change in unit["changes"]]})


def summary(plan: Plan) -> Summary:
    """Return what a plan looks like."""
    refused = [(record, unit) for record in plan.records for unit in record.refused]
    applied = [(record, unit) for record in plan.records for unit in record.applied]
    return Summary(plan.counts(), _shown(refused), _shown(applied))


def stored(plan: Plan) -> dict[str, Any]:
    """Return what is kept of an import."""
    return asdict(summary(plan))


def _shown(units: Iterable[tuple[RecordPlan, PlannedUnit]]) -> list[ShownUnit]:
    return [
        ShownUnit(
            outcome=unit.outcome.value,
            title=record.title,
            address=record.address,
            label=unit.label or unit.key[:80],
            line=unit.line,
            reason=unit.reason,
            before=_shortened(unit.before),
            after=_shortened(unit.after),
            changes=unit.changes,
        )
        for record, unit in list(units)[:SHOWN]
    ]


def _shortened(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[:_LETTERS]}…"
