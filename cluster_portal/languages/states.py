"""How far the translations of a record are, from fingerprints of the source they were confirmed against.

A record is looked at as it is drafted. A unit in a language is *missing* without a text, *valid* while the source
text is one it was confirmed against, and *outdated* otherwise; going back to an old source makes it valid again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from cluster_portal.languages.codes import content_languages, default_language
from cluster_portal.languages.fingerprints import Change, changes_between, fingerprint, readable, words_in
from cluster_portal.languages.intents import Intent
from cluster_portal.languages.models import TranslationState, UnitConfirmation
from cluster_portal.languages.querysets import record_type
from cluster_portal.languages.units import Unit, source_language_of, units_of

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User

State = TranslationState.State


@dataclass(frozen=True, slots=True)
class UnitState:
    """One unit in one language."""

    unit: Unit
    language: str
    source: str
    state: TranslationState.State
    is_machine: bool = False
    confirmed_source: str = ""

    @property
    def changes(self) -> list[Change]:
        """Return word by word what changed in the source since the translation was confirmed."""
        if self.state != State.OUTDATED:
            return []
        return changes_between(self.confirmed_source, self.unit.text(self.source))

    @property
    def has_changed_words(self) -> bool:
        """Say whether a reader sees the change: formatting and links may change alone."""
        return readable(self.confirmed_source) != readable(self.unit.text(self.source))


Confirmations = dict[tuple[str, str], UnitConfirmation]


def confirmations_of(instance: models.Model) -> Confirmations:
    """Return what was confirmed for a record, by language and unit key."""
    return {(row.language, row.unit_key): row for row in UnitConfirmation.objects.of_record(instance)}


def unit_states(instance: models.Model, confirmations: Confirmations | None = None) -> list[UnitState]:
    """Return the state of each unit in each language but the source; units without a source text are left out."""
    confirmed = confirmations_of(instance) if confirmations is None else confirmations
    source = source_language_of(instance)
    return [
        _state_of(unit, code, source, confirmed.get((code, unit.key)))
        for unit in units_of(instance)
        if unit.text(source)
        for code in content_languages()
        if code != source
    ]


def _state_of(unit: Unit, language: str, source: str, confirmation: UnitConfirmation | None) -> UnitState:
    if not unit.text(language):
        return UnitState(unit, language, source, State.MISSING)
    if confirmation is None:
        return UnitState(unit, language, source, State.UP_TO_DATE)
    valid = fingerprint(unit.text(source)) in confirmation.accepted
    return UnitState(
        unit,
        language,
        source,
        State.UP_TO_DATE if valid else State.OUTDATED,
        confirmation.is_machine,
        confirmation.source_text,
    )


@transaction.atomic
def refresh(instance: models.Model, intent: Intent) -> None:
    """Bring confirmations and states up to date with a record that has just been saved with ``intent``.

    A translation whose text changed counts as confirmed against the source of now; not at all when it was brought
    back from an earlier version.
    """
    source = source_language_of(instance)
    stored = confirmations_of(instance)
    kept: Confirmations = {}
    written: list[UnitConfirmation] = []
    for unit in units_of(instance):
        source_print = fingerprint(unit.text(source)) if unit.text(source) else ""
        for code in content_languages():
            if code == source or not unit.text(code) or not source_print:
                continue
            before = stored.get((code, unit.key))
            row = before or UnitConfirmation(
                content_type=record_type(instance), object_id=instance.pk, language=code, unit_key=unit.key
            )
            kept[code, unit.key] = row
            if _update(row, unit, source, source_print, intent):
                written.append(row)
    gone = [row.pk for key, row in stored.items() if key not in kept]
    if gone:
        UnitConfirmation.objects.filter(pk__in=gone).delete()
    _write(written)
    store_states(instance, kept)


def _update(row: UnitConfirmation, unit: Unit, source: str, source_print: str, intent: Intent) -> bool:
    """Update one confirmation; say whether it has to be written."""
    target_print = fingerprint(unit.text(row.language))
    if row.target != target_print:
        if intent.restores:
            row.accepted, row.seen_source, row.confirmed_at = [], source_print, timezone.now()
        else:
            confirm(row, unit.text(source), user=intent.user, machine=intent.machine)
        row.target = target_print
        return True
    if row.seen_source == source_print:
        return False
    if intent.small_edit and row.seen_source in row.accepted and source_print not in row.accepted:
        row.accepted = [*row.accepted, source_print]
        row.source_text = unit.text(source)
    row.seen_source = source_print
    return True


def confirm(row: UnitConfirmation, source_text: str, *, user: "User | None", machine: bool = False) -> None:
    """Make a translation count as one of ``source_text``, without saving."""
    row.accepted = [fingerprint(source_text)]
    row.seen_source = fingerprint(source_text)
    row.source_text = source_text
    row.is_machine = machine
    row.confirmed_at = timezone.now()
    row.confirmed_by = user


@transaction.atomic
def mark_valid(
    instance: models.Model,
    languages: Iterable[str],
    *,
    keys: Iterable[str] | None = None,
    user: "User | None" = None,
) -> int:
    """Confirm the translations of a record in these languages as they are; return how many this changed.

    ``keys`` limits it to these units. What was machine-made is then a person's.
    """
    wanted, limited = set(languages), None if keys is None else set(keys)
    source = source_language_of(instance)
    stored = confirmations_of(instance)
    changed = []
    for unit in units_of(instance):
        for code in wanted - {source}:
            row = stored.get((code, unit.key))
            if row is None or (limited is not None and unit.key not in limited) or not unit.text(source):
                continue
            source_print = fingerprint(unit.text(source))
            if source_print not in row.accepted or row.is_machine:
                accepted = [*row.accepted, source_print]
                confirm(row, unit.text(source), user=user)
                row.accepted = list(dict.fromkeys(accepted))
                changed.append(row)
    _write(changed)
    store_states(instance, stored)
    return len(changed)


Sources = dict[str, str]


def sources_of(instance: models.Model) -> Sources:
    """Return the source texts of a record by unit key."""
    source = source_language_of(instance)
    return {unit.key: unit.text(source) for unit in units_of(instance) if unit.text(source)}


def remember_as_seen(instance: models.Model, sources: Sources) -> None:
    """Let translations of ``sources`` count as those that were valid last, whatever was saved since.

    A small edit keeps valid what was so when the editor began; saves in the background come in between.
    """
    changed = []
    for row in confirmations_of(instance).values():
        seen = fingerprint(sources.get(row.unit_key, ""))
        if seen in row.accepted and row.seen_source not in row.accepted:
            row.seen_source = seen
            changed.append(row)
    _write(changed)


def _write(rows: list[UnitConfirmation]) -> None:
    UnitConfirmation.objects.bulk_create([row for row in rows if row.pk is None])
    UnitConfirmation.objects.bulk_update(
        [row for row in rows if row.pk is not None],
        ["accepted", "source_text", "seen_source", "target", "is_machine", "confirmed_at", "confirmed_by"],
        batch_size=200,
    )


def store_states(instance: models.Model, confirmations: Confirmations | None = None) -> None:
    """Store how far a record is in each language."""
    rows = state_rows(instance, confirmations)
    TranslationState.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "language"],
        update_fields=[
            "page",
            "title",
            "state",
            "units",
            "units_machine",
            "words",
            "words_missing",
            "words_outdated",
            "changed_at",
        ],
    )


def state_rows(instance: models.Model, confirmations: Confirmations | None = None) -> list[TranslationState]:
    """Return the states of a record as they are to be stored, one per language."""
    from cluster_portal.pages.models import PortalPage

    source = source_language_of(instance)
    states = unit_states(instance, confirmations)
    common: dict[str, Any] = {
        "content_type": record_type(instance),
        "object_id": instance.pk,
        "page_id": instance.pk if isinstance(instance, PortalPage) else None,
        "title": _title(instance),
        "changed_at": timezone.now(),
    }
    return [
        TranslationState(
            language=code, **common, **_summary([s for s in states if s.language == code], code == source)
        )
        for code in content_languages()
    ]


def _title(instance: models.Model) -> str:
    with default_language():
        return str(instance)[:255]


def _summary(states: list[UnitState], is_source: bool) -> dict[str, Any]:
    def words(wanted: TranslationState.State | None = None) -> int:
        chosen = [s for s in states if wanted is None or s.state == wanted]
        return sum(words_in(s.unit.text(s.source)) for s in chosen)

    missing = [s for s in states if s.state == State.MISSING]
    if is_source:
        state = State.SOURCE
    elif missing:
        state = State.MISSING if len(missing) == len(states) else State.PARTIAL
    elif any(s.state == State.OUTDATED for s in states):
        state = State.OUTDATED
    else:
        state = State.UP_TO_DATE
    return {
        "state": state,
        "units": len(states),
        "units_machine": sum(s.is_machine for s in states),
        "words": words(),
        "words_missing": words(State.MISSING),
        "words_outdated": words(State.OUTDATED),
    }
