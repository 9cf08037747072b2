"""Rows in a form: they keep their identity, and who may write only texts changes nothing else about them."""

import re
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db import models
from django.forms.formsets import (
    DELETION_FIELD_NAME,
    INITIAL_FORM_COUNT,
    ORDERING_FIELD_NAME,
    TOTAL_FORM_COUNT,
)
from django.http import QueryDict
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME

IDENTITY = "uuid"


class IdentityField(forms.UUIDField):
    """Tells which row of a draft is meant while the row has no key: it gets one when it is published."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Let a row with an identity be saved in any case: rows without a key are made anew."""
        return bool(data)


def own_rows(form: Any) -> Iterator[tuple[str, Any]]:
    """Return the formsets of a form's rows by accessor, without comments."""
    accessors = _accessors(form._meta.model)
    return ((name, formset) for name, formset in form.formsets.items() if name in accessors)


def _accessors(model: type[models.Model]) -> set[str]:
    return {relation.get_accessor_name() for relation in get_all_child_relations(model)} - {
        COMMENTS_RELATION_NAME
    }


def _has_identity(model: type[models.Model]) -> bool:
    return any(field.name == IDENTITY for field in model._meta.get_fields())


def declare_identities(formsets: Iterable[Any]) -> None:
    """Give the forms of rows a hidden field for their identity."""
    for formset in formsets:
        if _has_identity(formset.model):
            formset.form.base_fields.setdefault(IDENTITY, IdentityField(required=False))


def carry_identities(form: Any, drafted: dict[str, list[Any]]) -> None:
    """Send the identity of each row without a key along, and take it up again when it comes back."""
    for name, formset in own_rows(form):
        if not _has_identity(formset.model):
            continue
        waiting = {str(row.uuid): row for row in drafted.get(name, []) if row.pk is None}
        for row_form in formset.forms:
            if row_form.instance.pk is not None:
                continue
            if not row_form.is_bound:
                row_form.initial[IDENTITY] = row_form.instance.uuid
            elif row := waiting.pop(row_form.data.get(row_form.add_prefix(IDENTITY), ""), None):
                row_form.instance = row


def keep_rows_without_identity(form: Any, drafted: dict[str, list[Any]]) -> None:
    """Let rows that have neither key nor identity be those of the draft, where exactly its rows were sent."""
    for name, formset in own_rows(form):
        if not formset.is_bound or _has_identity(formset.model):
            continue
        for row_form, row in zip(formset.forms, drafted.get(name, []), strict=False):
            if row.pk is None:
                row_form.instance = row
                # Rows without a key are made anew: one that nobody changed as well.
                row_form.has_changed = lambda: True


def identities_for_resave(form: Any) -> list[tuple[str, str]]:
    """Return the identities that an open form has to learn after it was saved in the background."""
    return [
        (row_form.add_prefix(IDENTITY), str(row_form.instance.uuid))
        for _name, formset in own_rows(form)
        if _has_identity(formset.model)
        for row_form in formset.forms
        if isinstance(row_form.instance.uuid, uuid.UUID) and row_form not in formset.deleted_forms
    ]


def with_rows_as_they_are(
    data: QueryDict, model: type[models.Model], formsets: Iterable[str], drafted: dict[str, list[Any]]
) -> tuple[QueryDict, dict[str, set[int]], bool]:
    """Return data with exactly the drafted rows in their order, those rows that nothing was sent for,
    and whether more than texts was tried.
    """
    kept, tried = data.copy(), False
    missing: dict[str, set[int]] = {}
    for name in formsets:
        if name not in _accessors(model):
            continue
        sent = _sent_rows(data, name)
        for key in [key for key in kept if re.match(rf"{re.escape(name)}-\d+-", key)]:
            del kept[key]
        rows = drafted.get(name, [])
        missing[name] = set()
        orders = []
        for index, row in enumerate(rows):
            number, values = _values_of(row, sent)
            if values is None:
                missing[name].add(index)
            else:
                orders.append((values.get(ORDERING_FIELD_NAME, [str(number)]), number))
                tried = tried or bool(values.pop(DELETION_FIELD_NAME, [""])[-1])
            for key, texts in (values or {}).items():
                kept.setlist(f"{name}-{index}-{key}", texts)
            kept[f"{name}-{index}-id"] = "" if row.pk is None else str(row.pk)
            kept[f"{name}-{index}-{IDENTITY}"] = str(getattr(row, IDENTITY, ""))
            kept[f"{name}-{index}-{ORDERING_FIELD_NAME}"] = str(index + 1)
        tried = tried or len(sent) > len(rows) or [n for _o, n in orders] != sorted(n for _o, n in orders)
        kept[f"{name}-{TOTAL_FORM_COUNT}"] = kept[f"{name}-{INITIAL_FORM_COUNT}"] = str(len(rows))
    return kept, missing, tried


def _sent_rows(data: QueryDict, name: str) -> dict[int, dict[str, list[str]]]:
    rows: dict[int, dict[str, list[str]]] = {}
    pattern = re.compile(rf"{re.escape(name)}-(\d{{1,6}})-(.+)")
    for key, values in data.lists():
        if match := pattern.fullmatch(key):
            rows.setdefault(int(match[1]), {})[match[2]] = [str(value) for value in values]
    return rows


def _values_of(row: Any, sent: dict[int, dict[str, list[str]]]) -> tuple[int, dict[str, list[str]] | None]:
    for number, values in sent.items():
        key, identity = values.get("id", [""])[-1], values.get(IDENTITY, [""])[-1]
        if (row.pk is not None and key == str(row.pk)) or (
            row.pk is None and not key and identity == str(getattr(row, IDENTITY, None))
        ):
            return number, dict(values)
    return -1, None
