"""What a form says of translations: for each field and language what there is to do, from one computation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from modelcluster.models import get_all_child_relations

from cluster_portal.languages.codes import content_languages, own_name
from cluster_portal.languages.form_rows import own_rows
from cluster_portal.languages.models import TranslationState
from cluster_portal.languages.querysets import record_type
from cluster_portal.languages.rights import writable_now
from cluster_portal.languages.states import State, UnitState, unit_states
from cluster_portal.languages.units import source_language_of


def record_key(record: models.Model) -> str:
    """Return what names a record in addresses and forms."""
    return f"{record_type(record).pk}-{record.pk}"


def anchor(unit_key: str, language: str) -> str:
    """Return the id of the element in which a form shows a field in one language."""
    return f"unit-{unit_key}-{language}".replace("/", "-")


def field_of(unit_key: str, record: models.Model) -> str:
    """Return the part of a unit's key that names its field: what stands inside a body belongs to the body."""
    parts = unit_key.split("/")
    rows = {relation.get_accessor_name() for relation in _relations(record)}
    return "/".join(parts[:3] if parts[0] in rows else parts[:1])


def _relations(record: models.Model) -> Iterable[Any]:
    return get_all_child_relations(type(record))


def mark_url(record: models.Model, *, language: str, units: Iterable[str] = (), back: str = "") -> str:
    """Return where translations are marked as up to date: these units, or without any the whole language."""
    query: list[tuple[str, str]] = [("record", record_key(record))]
    chosen = [("unit", f"{language}:{key}") for key in units]
    query += chosen or [("language", language)]
    return f"{reverse('translation_mark')}?{urlencode([*query, ('next', back)])}"


@dataclass(frozen=True, slots=True)
class LanguageState:
    """How far a record is in one language, and what is to do in it."""

    code: str
    name: str
    state: TranslationState | None
    todo: list[dict[str, Any]]
    mark_url: str
    report_url: str


class FormStates:
    """The states of one record, read once for all panels of its form."""

    def __init__(self, form: Any) -> None:
        self.form = form
        self.record = form.instance
        self._writable: frozenset[str] | None = None

    @cached_property
    def units(self) -> list[UnitState]:
        """Return the state of each unit and language, as drafted."""
        return unit_states(self.record) if self.record.pk else []

    @cached_property
    def _todo(self) -> dict[tuple[str, str], list[UnitState]]:
        found: dict[tuple[str, str], list[UnitState]] = {}
        for state in self.units:
            if state.state != State.UP_TO_DATE or state.is_machine:
                field = field_of(state.unit.key, self.record)
                found.setdefault((field, state.language), []).append(state)
        return found

    def todo(self, field_key: str, language: str) -> list[UnitState]:
        """Return what is missing, outdated or unconfirmed in a field."""
        return self._todo.get((field_key, language), [])

    @cached_property
    def prefixes(self) -> dict[int, str]:
        """Return how the keys of a row's units begin, by the identity of its form."""
        return {
            id(form): f"{name}/{form.instance.uuid}/"
            for name, formset in own_rows(self.form)
            for form in formset.forms
            if hasattr(form.instance, "uuid")
        }

    def writable_by(self, user: Any) -> frozenset[str]:
        """Return the languages that the person at the form may write; asked for at each field."""
        if self._writable is None:
            self._writable = writable_now(user, self.record)
        return self._writable

    def languages(self, user: Any, back: str) -> list[LanguageState]:
        """Return the stored state of each language but the source, with what is to do as drafted."""
        stored = {row.language: row for row in TranslationState.objects.of_record(self.record)}
        source = source_language_of(self.record)
        return [
            LanguageState(
                code,
                own_name(code),
                stored.get(code),
                self._entries(code),
                mark_url(self.record, language=code, back=back)
                if code in self.writable_by(user) and self._can_be_marked(code)
                else "",
                f"{report_url(self.record)}#{code}",
            )
            for code in content_languages()
            if code != source
        ]

    def _entries(self, language: str) -> list[dict[str, Any]]:
        return [
            self._entry(state)
            for (_field, code), states in self._todo.items()
            if code == language
            for state in states
        ]

    def _can_be_marked(self, language: str) -> bool:
        return any(
            state.state != State.MISSING
            for (_field, code), states in self._todo.items()
            if code == language
            for state in states
        )

    def _entry(self, state: UnitState) -> dict[str, Any]:
        return {
            "label": state.unit.label,
            "state": state.state,
            "is_machine": state.is_machine,
            "key": state.unit.key,
            "anchor": anchor(field_of(state.unit.key, self.record), state.language),
        }


def states_of_form(form: Any) -> FormStates | None:
    """Return the states that the panels of a form share, None for a form that follows no translations."""
    root = getattr(form, "root_form", form)
    if not getattr(root, "follows_translations", False):
        return None
    found: FormStates | None = getattr(root, "_form_states", None)
    if found is None:
        found = root._form_states = FormStates(root)
    return found


def report_url(record: models.Model) -> str:
    """Return the address of the report on a record's translations."""
    return reverse("translation_report", args=[record_type(record).pk, record.pk])


def marks_url(record: models.Model, back: str) -> str:
    """Return the address at which a form reads its marks again."""
    address = reverse("translation_marks", args=[record_type(record).pk, record.pk])
    return f"{address}?{urlencode({'next': back})}"
