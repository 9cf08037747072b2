"""The report on one record: everything that keeps it from being complete, language by language."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from cluster_portal.languages.codes import content_languages, own_name
from cluster_portal.languages.fingerprints import readable, words_in
from cluster_portal.languages.form_states import anchor, field_of
from cluster_portal.languages.models import TranslationState
from cluster_portal.languages.rights import writable_now
from cluster_portal.languages.states import State, UnitState, unit_states
from cluster_portal.languages.units import source_language_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit that is not complete in a language."""

    value: str
    label: str
    state: UnitState
    words: int
    source_text: str
    old_source_text: str
    text: str
    anchor: str
    can_be_marked: bool

    @property
    def is_missing(self) -> bool:
        """Say whether there is no text at all."""
        return self.state.state == State.MISSING

    @property
    def is_outdated(self) -> bool:
        """Say whether the source has changed since."""
        return self.state.state == State.OUTDATED


@dataclass(frozen=True, slots=True)
class LanguageReport:
    """What is to do in one language."""

    code: str
    name: str
    stored: TranslationState | None
    entries: list[Entry]
    can_be_marked: bool


def report(record: models.Model, user: Any) -> list[LanguageReport]:
    """Return what keeps a record from being complete, as drafted; three queries, whatever its size."""
    states = unit_states(record)
    stored = {row.language: row for row in TranslationState.objects.of_record(record)}
    source, writable = source_language_of(record), writable_now(user, record)
    reports = []
    for code in content_languages():
        if code == source:
            continue
        entries = [
            _entry(state, record, code in writable)
            for state in states
            if state.language == code and _is_open(state)
        ]
        can_be_marked = any(entry.can_be_marked for entry in entries)
        reports.append(LanguageReport(code, own_name(code), stored.get(code), entries, can_be_marked))
    return reports


def _is_open(state: UnitState) -> bool:
    return state.state != State.UP_TO_DATE or state.is_machine


def _entry(state: UnitState, record: models.Model, writes: bool) -> Entry:
    unit = state.unit
    return Entry(
        value=f"{state.language}:{unit.key}",
        label=unit.label,
        state=state,
        words=words_in(unit.text(state.source)),
        source_text=readable(unit.text(state.source)),
        old_source_text=readable(state.confirmed_source) if state.state == State.OUTDATED else "",
        text=readable(unit.text(state.language)),
        anchor=anchor(field_of(unit.key, record), state.language),
        can_be_marked=writes and state.state != State.MISSING,
    )
