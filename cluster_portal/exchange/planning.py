"""What an import would change, unit by unit, before anything is changed."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from cluster_portal.exchange import permissions, records, tags, texts
from cluster_portal.exchange.code_rules import fault_of
from cluster_portal.exchange.errors import ExchangeError
from cluster_portal.exchange.exporting import state_of
from cluster_portal.exchange.inline import Coded, Content, letters, plain, to_html
from cluster_portal.exchange.model import InFile, InUnit, UnitState
from cluster_portal.exchange.plans import Outcome, Plan, PlannedUnit, RecordPlan
from cluster_portal.exchange.records import RecordRef
from cluster_portal.languages import states
from cluster_portal.languages.codes import content_languages, name_of
from cluster_portal.languages.fingerprints import readable
from cluster_portal.languages.rights import may_write
from cluster_portal.languages.units import Unit, source_language_of, units_of


def check_file(file: InFile, user: Any) -> None:
    """Raise ExchangeError for a file that is not this portal's, or whose languages it cannot take from ``user``."""
    if file.portal != records.portal_identity():
        raise ExchangeError(_("The file was not exported by this portal."))
    for code in (file.source, file.target):
        if code not in content_languages():
            raise ExchangeError(
                _("The file’s languages are “%(source)s” and “%(target)s”; this portal has %(known)s.")
                % {
                    "source": file.source or "–",
                    "target": file.target or "–",
                    "known": ", ".join(content_languages()),
                }
            )
    if file.source == file.target:
        raise ExchangeError(_("Source and target are the same language (%s).") % name_of(file.target))
    if not may_write(user, file.target):
        raise ExchangeError(_("You may not write texts in %s.") % name_of(file.target))


def plan_file(
    file: InFile, user: Any = None, progress: Callable[[int, int], None] = lambda done, total: None
) -> Plan:
    """Return what importing a file would change. Raises ExchangeError (see ``check_file``)."""
    check_file(file, user)
    groups = grouped(file)
    found = records.find(ref for text in groups if (ref := RecordRef.parse(text)) is not None)
    planned = []
    for number, (text, units) in enumerate(groups.items(), start=1):
        ref = RecordRef.parse(text)
        planned.append(plan_record(file, text, units, found.get(ref) if ref else None, user))
        progress(number, len(groups))
    return Plan(file.source, file.target, file.format, planned)


def grouped(file: InFile) -> dict[str, list[InUnit]]:
    """Return the units by the record they name; those that are there twice say so."""
    counted = Counter((unit.record, unit.key) for unit in file.units)
    lines = defaultdict(list)
    for unit in file.units:
        lines[unit.record, unit.key].append(unit.line)
    groups: dict[str, list[InUnit]] = defaultdict(list)
    for unit in file.units:
        if counted[unit.record, unit.key] > 1:
            where = ", ".join(str(line) for line in lines[unit.record, unit.key][:10])
            twice = _("The unit is in the file more than once (lines %s).") % where
            unit = replace(unit, fault=unit.fault or twice)
        groups[unit.record].append(unit)
    return dict(groups)


def plan_record(
    file: InFile, name: str, units: Sequence[InUnit], instance: models.Model | None, user: Any
) -> RecordPlan:
    """Return what becomes of the units of one record; ``instance`` is None when there is no such record."""
    if instance is None:
        reason = _("There is no page or record “%s” in this portal (any more).") % name[:80]
        return RecordPlan(name, name[:80] or _("Without a name"), "", _all_refused(units, reason))
    title, address = records.title_of(instance), records.edit_address(instance, user)
    reason = _refusal(instance, file.target, user)
    if reason:
        return RecordPlan(name, title, address, _all_refused(units, reason))
    return RecordPlan(name, title, address, _planned(file, units, instance))


def _all_refused(units: Iterable[InUnit], reason: str) -> list[PlannedUnit]:
    return [PlannedUnit(Outcome.REFUSED, unit.key, unit.line, reason=unit.fault or reason) for unit in units]


def _refusal(instance: models.Model, target: str, user: Any) -> str:
    if source_language_of(instance) == target:
        return _("It is written in %s: that text is no translation.") % name_of(target)
    return permissions.refusal(instance, user, target)


def _planned(file: InFile, units: Sequence[InUnit], instance: models.Model) -> list[PlannedUnit]:
    known = {unit.key: unit for unit in units_of(instance)}
    confirmed = {row.unit.key: row for row in states.unit_states(instance) if row.language == file.target}
    planner = _Planner(file, instance)
    return [planner.plan(unit, known.get(unit.key), confirmed.get(unit.key)) for unit in units]


class _Planner:
    """Plans the units of one record."""

    def __init__(self, file: InFile, instance: models.Model) -> None:
        self.file = file
        self.instance = instance

    def plan(self, unit: InUnit, known: Unit | None, state: states.UnitState | None) -> PlannedUnit:
        planned = PlannedUnit(Outcome.REFUSED, unit.key, unit.line, label=known.label if known else "")
        if unit.fault:
            return replace(planned, reason=unit.fault)
        if known is None:
            return replace(planned, reason=_("There is no such text on the page or record (any more)."))
        if not unit.source_print:
            return replace(planned, reason=_("The fingerprint of the source is missing from the file."))
        if unit.source_print != texts.source_print(self.instance, known, self.file.source):
            return replace(
                planned,
                reason=_("The source has changed since the export."),
                before=readable(unit.source_words),
                after=readable(known.text(self.file.source)),
            )
        return self._plan_text(planned, unit, known, state)

    def _plan_text(
        self, planned: PlannedUnit, unit: InUnit, known: Unit, state: states.UnitState | None
    ) -> PlannedUnit:
        source = texts.coded(known, self.file.source)
        current = texts.coded(known, self.file.target, source)
        try:
            content = _content(unit, known)
        except tags.NotTagsError as error:
            return replace(planned, reason=str(error))
        if not letters(content).strip():
            # A translation that is missing from the file deletes nothing.
            return replace(planned, outcome=Outcome.UNCHANGED)
        fault = _character_fault(content)
        if not fault and _resolvable(content, source, current):
            value = _value(content, source, current, known)
            if texts.same(known, value, known.text(self.file.target)):
                return self._plan_same(planned, unit, known, state)
        if not fault and self._left_as_exported(unit, known, content, source, current):
            return replace(planned, outcome=Outcome.UNCHANGED)
        fault = fault or fault_of(content, source, current)
        if fault:
            return replace(planned, reason=fault)
        return self._plan_change(planned, unit, known, _value(content, source, current, known))

    def _plan_same(
        self, planned: PlannedUnit, unit: InUnit, known: Unit, state: states.UnitState | None
    ) -> PlannedUnit:
        waits = state_of(known, state, self.file.target) in (UnitState.OUTDATED, UnitState.MACHINE)
        if waits and unit.is_confirmed:
            return replace(planned, outcome=Outcome.CONFIRMED, after=readable(known.text(self.file.target)))
        return replace(planned, outcome=Outcome.UNCHANGED)

    def _left_as_exported(
        self, unit: InUnit, known: Unit, content: Content, source: Coded, current: Coded
    ) -> bool:
        """Say whether the portal has a newer translation and the file still the one that was exported."""
        if not unit.target_print or not _resolvable(content, source, current):
            return False
        return unit.target_print == texts.print_of(_value(content, source, current, known))

    def _plan_change(self, planned: PlannedUnit, unit: InUnit, known: Unit, value: str) -> PlannedUnit:
        current = known.text(self.file.target)
        compared = replace(planned, before=readable(current), after=readable(value))
        if unit.target_print != texts.target_print(known, self.file.target):
            return replace(compared, reason=_("The translation was changed in the portal since the export."))
        too_long = length_fault(known, value)
        if too_long:
            return replace(compared, reason=too_long)
        outcome = Outcome.CHANGED if current else Outcome.NEW
        return replace(compared, outcome=outcome, value=value)


def _content(unit: InUnit, known: Unit) -> Content:
    if unit.tagged is None:
        return unit.content
    return tags.read(unit.tagged) if known.is_html else plain(unit.tagged).content


def _resolvable(content: Content, source: Coded, current: Coded) -> bool:
    codes = {**current.codes, **source.codes}
    return all(isinstance(part, str) or part.code in codes for part in content)


def _value(content: Content, source: Coded, current: Coded, known: Unit) -> str:
    """Return what is stored for a content whose codes are all known."""
    if known.is_html:
        return to_html(content, {**current.codes, **source.codes})
    text = letters(content).replace("\r\n", "\n").replace("\r", "\n").strip()
    return text if "\n" in letters(source.content) else " ".join(line.strip() for line in text.split("\n"))


def _character_fault(content: Content) -> str:
    for position, character in enumerate(letters(content), start=1):
        if character in "\n\t\r":
            continue
        if unicodedata.category(character) in ("Cc", "Cs") or character in "\ufffe\uffff":
            return _("There is a control character (U+%(code)s) at position %(position)s.") % {
                "code": f"{ord(character):04X}",
                "position": position,
            }
    return ""


def length_fault(known: Unit, value: str) -> str:
    """Return why a text is too long for its field, empty when it is not. Markup does not count."""
    length = len(value)
    if known.is_html or not known.max_length or length <= known.max_length:
        return ""
    return _("The text has %(length)s characters; %(limit)s are the most.") % {
        "length": length,
        "limit": known.max_length,
    }
