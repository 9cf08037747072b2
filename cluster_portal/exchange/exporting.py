"""From records to an exchange file."""

from collections.abc import Collection, Iterable

from django.db import models

from cluster_portal.exchange import texts
from cluster_portal.exchange.inline import NOTHING, from_html, plain
from cluster_portal.exchange.model import OutRecord, OutUnit, Package, UnitState
from cluster_portal.exchange.records import portal_identity, public_address, ref_of, title_of, type_name
from cluster_portal.languages import states
from cluster_portal.languages.units import Unit, source_language_of, units_of

State = states.State


def package(
    records: Iterable[models.Model], source: str, target: str, wanted: Collection[str] = ()
) -> Package:
    """Return the texts of records for translation from ``source`` to ``target``.

    ``wanted`` limits it to units in these states (see ``UnitState``). Texts without a source are left out, and so
    are records written in ``target``: theirs are no translations.
    """
    made = []
    for record in records:
        if source_language_of(record) == target:
            continue
        units = [unit for unit in _units(record, source, target) if not wanted or unit.state in wanted]
        if units:
            made.append(
                OutRecord(
                    ref_of(record), title_of(record), type_name(record), public_address(record, source), units
                )
            )
    return Package(portal_identity(), source, target, made)


def _units(record: models.Model, source: str, target: str) -> list[OutUnit]:
    known = {row.unit.key: row for row in states.unit_states(record) if row.language == target}
    return [
        _unit(record, unit, known.get(unit.key), source, target)
        for unit in units_of(record)
        if unit.text(source)
    ]


def _unit(
    record: models.Model, unit: Unit, known: states.UnitState | None, source: str, target: str
) -> OutUnit:
    state = state_of(unit, known, target)
    coded_source = texts.coded(unit, source)
    previous = known.confirmed_source if known and state is UnitState.OUTDATED else ""
    return OutUnit(
        key=unit.key,
        label=unit.label,
        source=coded_source,
        target=texts.coded(unit, target, coded_source),
        state=state,
        source_print=texts.source_print(record, unit, source),
        target_print=texts.target_print(unit, target),
        is_html=unit.is_html,
        max_length=unit.max_length,
        previous=(from_html(previous) if unit.is_html else plain(previous)) if previous else NOTHING,
    )


def state_of(unit: Unit, known: states.UnitState | None, target: str) -> UnitState:
    """Return how far a unit is in ``target``."""
    if not unit.text(target):
        return UnitState.MISSING
    if known is None or known.state == State.UP_TO_DATE:
        return UnitState.MACHINE if known and known.is_machine else UnitState.UP_TO_DATE
    return UnitState.OUTDATED
