"""Filling what is missing in a language with a machine's translation, as drafts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from cluster_portal.exchange import permissions, records, tags, texts
from cluster_portal.exchange.applying import save_record
from cluster_portal.exchange.code_rules import fault_of
from cluster_portal.exchange.inline import NOTHING, Coded, letters, to_html
from cluster_portal.exchange.machine.adapter import Translator
from cluster_portal.exchange.models import GlossaryTerm
from cluster_portal.exchange.planning import length_fault
from cluster_portal.exchange.records import is_page
from cluster_portal.languages.codes import name_of
from cluster_portal.languages.intents import Intent
from cluster_portal.languages.rights import may_write
from cluster_portal.languages.units import Unit, source_language_of, units_of


@dataclass(slots=True)
class Filled:
    """What was translated, and what was left out and why."""

    records: int = 0
    units: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)


def fill_missing(
    instances: Iterable[models.Model], target: str, translator: Translator, *, user: Any = None
) -> Filled:
    """Translate what has no text in ``target``, each record from its own source language, as drafts.

    What readers may not see without a permission is never sent. What a machine wrote is marked until a person
    confirms it. Raises MachineTranslationError; records that were done stay done.
    """
    filled = Filled()
    glossaries: dict[str, dict[str, str]] = {}
    for instance in instances:
        source = source_language_of(instance)
        reason = _reason_to_leave_out(instance, source, target, user)
        if reason:
            filled.left_out.append((records.title_of(instance), reason))
            continue
        missing = [unit for unit in units_of(instance) if unit.text(source) and not unit.text(target)]
        if not missing or source == target:
            continue
        if source not in glossaries:
            glossaries[source] = GlossaryTerm.objects.between(source, target)
        _fill(instance, missing, source, target, translator, glossaries[source], filled, user)
    return filled


def _reason_to_leave_out(instance: models.Model, source: str, target: str, user: Any) -> str:
    if is_restricted(instance):
        return _("It is not public: its texts are not sent to a translation service.")
    if not may_write(user, target):
        return _("You may not write texts in %s.") % name_of(target)
    return permissions.refusal(instance, user, target)


def is_restricted(instance: Any) -> bool:
    """Say whether a record is only for some: a page or one above it is restricted, or a file's collection is."""
    if is_page(instance):
        return instance.get_view_restrictions().exists()
    collection = getattr(instance, "collection", None)
    return collection is not None and collection.get_view_restrictions().exists()


def _fill(
    instance: models.Model,
    missing: Sequence[Unit],
    source: str,
    target: str,
    translator: Translator,
    glossary: dict[str, str],
    filled: Filled,
    user: Any,
) -> None:
    sources = [texts.coded(unit, source) for unit in missing]
    answers = translator.translate([tags.write(coded.content) for coded in sources], source, target, glossary)
    values: dict[str, str] = {}
    for unit, coded, answer in zip(missing, sources, answers, strict=True):
        value, fault = _accepted(unit, coded, answer)
        if fault:
            filled.left_out.append((f"{records.title_of(instance)}: {unit.label}", fault))
        elif value:
            values[unit.key] = value
    if not values:
        return
    try:
        with transaction.atomic():
            texts.write(instance, source, target, values)
            save_record(instance, Intent(user=user, machine=True))
    except ValidationError as error:
        filled.left_out.append((records.title_of(instance), "; ".join(error.messages)))
    else:
        filled.records += 1
        filled.units += len(values)


def _accepted(unit: Unit, source: Coded, answer: str) -> tuple[str, str]:
    """Return what is stored of a machine's answer, or why it cannot be used."""
    try:
        content = tags.read(answer)
    except tags.NotTagsError as error:
        return "", str(error)
    if not letters(content).strip():
        return "", ""
    fault = fault_of(content, source, NOTHING)
    value = to_html(content, source.codes) if unit.is_html and not fault else letters(content).strip()
    return value, fault or length_fault(unit, value)
