"""What a panel says of one field in one language: what is to do, and what can be done about it there."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.blocks import BlockField

from cluster_portal.languages.codes import active_language, column, get_value, is_empty, name_in
from cluster_portal.languages.form_states import anchor, mark_url, states_of_form
from cluster_portal.languages.shown import ShownField
from cluster_portal.languages.states import State, UnitState


@dataclass(frozen=True, slots=True)
class FieldState:
    """One field in one language.

    ``copied`` is the source as the editor takes it, in JSON, for a source that is shown only; where the source has
    an input of its own it is copied from there.
    """

    anchor: str
    source: str
    source_name: str
    outdated: list[UnitState]
    machine: list[UnitState]
    missing: list[UnitState]
    mark_url: str
    keys: str
    copied_from: str
    copied: Any

    @property
    def is_body(self) -> bool:
        """Say whether the units are parts of a body, each with a label of its own."""
        return any("/" in state.unit.key for state in self.outdated)


def field_state(
    form: Any, field: str, language: str, source: str, request: HttpRequest | None
) -> FieldState | None:
    """Return what is to be said, None for a form that follows no translations."""
    states = states_of_form(form)
    if states is None or request is None or not states.record.pk:
        return None
    if form is not states.form and id(form) not in states.prefixes:
        return None
    key = f"{states.prefixes.get(id(form), '')}{field}"
    todo = states.todo(key, language)
    outdated = [state for state in todo if state.state == State.OUTDATED]
    machine = [state for state in todo if state.is_machine and state.state == State.UP_TO_DATE]
    marked = [state.unit.key for state in (*outdated, *machine)]
    writes = language in states.writable_by(request.user)
    return FieldState(
        anchor=anchor(key, language),
        source=source,
        source_name=name_in(source, active_language()),
        outdated=outdated,
        machine=machine,
        missing=[state for state in todo if state.state == State.MISSING],
        mark_url=mark_url(states.record, language=language, units=marked, back=request.get_full_path())
        if marked and writes
        else "",
        keys=json.dumps([f"{language}:{unit}" for unit in marked]),
        **_copying(form, field, language, source),
    )


def _copying(form: Any, field: str, language: str, source: str) -> dict[str, Any]:
    """Return where the source is copied from: an input, or the value itself; nothing when it cannot be."""
    own, other = form.fields.get(column(field, language)), form.fields.get(column(field, source))
    nothing = {"copied_from": "", "copied": None}
    if own is None or other is None or isinstance(own, ShownField):
        return nothing
    value = get_value(form.instance, field, source)
    if not isinstance(other, ShownField):
        return {"copied_from": form.add_prefix(column(field, source)), "copied": None}
    if is_empty(value):
        return nothing
    if isinstance(other.original, BlockField):
        return {"copied_from": "", "copied": other.original.block.get_form_state(value)}
    return {"copied_from": "", "copied": other.original.widget.format_value(value)}
