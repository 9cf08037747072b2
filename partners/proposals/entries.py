"""The fields of a partner's form, each with what is public and what waits for an answer."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from cluster_portal.languages.codes import column, offered_languages, own_name, reading_order
from partners.proposals.declared import keys
from partners.proposals.fields import NOTHING, Proposable, Version, digest
from partners.proposals.models import ProposedChange, key_of


@dataclass(slots=True)
class Waiting:
    """A change that somebody has proposed already, in words."""

    change: ProposedChange
    words: str


@dataclass(slots=True)
class Entry:
    """One field in one language: what is public, what waits, and what was typed."""

    field: Proposable
    language: str
    # The page as it is public.
    version: Version
    shown: Any
    waiting: list[ProposedChange]
    # What is proposed, NOTHING while that is nothing new.
    proposed: Any = NOTHING
    # What is public or waits has changed since the form was opened.
    has_changed_meanwhile: bool = False
    inputs: dict[str, forms.Field] = dataclasses.field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return what identifies the field in its language."""
        return key_of(self.field.name, self.language)

    @property
    def state(self) -> list[str]:
        """Return what identifies that which the person sees: what is public, and what waits."""
        return [digest(self.shown), digest([change.value_proposed for change in self.waiting])]

    @property
    def replaced(self) -> Any:
        """Return what is public of that which would change."""
        return self.field.replaced(self.version, self.language, self.proposed)

    @property
    def shown_words(self) -> str:
        """Return what is public in words."""
        return self.field.show(self.shown)

    @property
    def waiting_words(self) -> list[Waiting]:
        """Return what waits in words."""
        return [Waiting(change, self.field.show(change.value_proposed)) for change in self.waiting]

    def name_of(self, part: str) -> str:
        """Return the name of an input in the form."""
        base = column(self.field.name, self.language) if self.language else self.field.name
        return f"{base}-{part}" if part else base

    def names(self) -> list[str]:
        """Return the names of the inputs."""
        return [self.name_of(part) for part in self.inputs]


def entries(about: str, version: Version, changes: Iterable[ProposedChange], language: str) -> list[Entry]:
    """Return the fields with the person's language first; ``changes`` are those that wait.

    Where there is nothing to correct and nothing waits, there is no field for it.
    """
    waiting: dict[str, list[ProposedChange]] = {}
    for change in changes:
        waiting.setdefault(change.key, []).append(change)
    offered = offered_languages()
    order = {code: number for number, code in enumerate(reading_order(language))}
    known = [(field, code) for field, code in keys(about) if not code or code in offered]
    known.sort(key=lambda pair: (not pair[1], order.get(pair[1], 0)))
    found = [_entry(field, code, version, waiting.get(key_of(field.name, code), [])) for field, code in known]
    return [entry for entry in found if entry.inputs or entry.waiting]


def _entry(known: Proposable, language: str, version: Version, waiting: list[ProposedChange]) -> Entry:
    entry = Entry(known, language, version, known.read(version, language), waiting)
    entry.inputs = known.inputs(version, language)
    for part, item in entry.inputs.items():
        if not part:
            item.label, item.help_text = known.label, known.help_text  # type: ignore[assignment]
        if language:
            item.widget.attrs["lang"] = language
        item.required = False
    return entry


def heading(entry: Entry) -> str:
    """Return the heading under which an entry stands: the name of its language, or its own for a row of parts."""
    if entry.language:
        return own_name(entry.language)
    return str(entry.field.label) if entry.field.has_parts else ""
