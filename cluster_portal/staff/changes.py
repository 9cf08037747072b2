"""What publishing a draft changes, language by language. Nothing here reads or writes the database by itself."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField

from cluster_portal.languages.codes import (
    column,
    columns,
    content_languages,
    get_value,
    is_empty,
    own_name,
    translated_fields,
)
from cluster_portal.languages.fingerprints import without_editor_keys
from cluster_portal.languages.merging import text_fields
from cluster_portal.pages.models import PortalPage


class State(Enum):
    """What becomes of a page in one language."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ENDS = "ends"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class LanguageChange:
    """What publishing does to a page in one language; ``fields`` names the fields whose text changes.

    ``was_taken_off`` says that the page is public in others, and was in this one.
    """

    code: str
    state: State
    fields: list[str] = field(default_factory=list)
    only_title: bool = False
    was_taken_off: bool = False

    @property
    def name(self) -> str:
        """Return the language's own name."""
        return own_name(self.code)

    @property
    def is_change(self) -> bool:
        """Say whether readers of the language will see a difference."""
        return self.state in (State.NEW, State.CHANGED, State.ENDS)


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing does to a page: per language, and to the facts that all languages share."""

    languages: list[LanguageChange]
    facts: list[str]

    @property
    def any(self) -> bool:
        """Say whether anything changes at all."""
        return bool(self.facts) or any(language.is_change for language in self.languages)


def changes(draft: PortalPage, live: PortalPage | None) -> Changes:
    """Compare a draft with what is public; ``live`` is None for a page that is not."""
    return Changes(
        languages=[_language_change(draft, live, code) for code in content_languages()],
        facts=_facts(draft, live) if live is not None else [],
    )


def _language_change(draft: PortalPage, live: PortalPage | None, code: str) -> LanguageChange:
    has_title = not is_empty(get_value(draft, "title", code))
    was_live = live is not None and live.is_live_in(code)
    if not has_title:
        return LanguageChange(code, State.ENDS if was_live else State.ABSENT)
    if not was_live or live is None:
        filled = [label for label, value in _texts(draft, code) if not _nothing(value)]
        return LanguageChange(
            code,
            State.NEW,
            filled,
            only_title=len(filled) <= _ALWAYS_FILLED,
            was_taken_off=live is not None and live.was_live_in(code),
        )
    before = list(_texts(live, code))
    after = list(_texts(draft, code))
    changed = [label for (label, new), (_label, old) in zip(after, before, strict=True) if new != old]
    return LanguageChange(code, State.CHANGED if changed else State.UNCHANGED, changed)


# A title brings its slug with it.
_ALWAYS_FILLED = 2


def _texts(page: PortalPage, code: str) -> Iterator[tuple[str, Any]]:
    """Yield label and comparable value of everything the page says in one language."""
    model = type(page)
    relations = {
        relation.get_accessor_name(): relation
        for relation in get_all_child_relations(model)
        if translated_fields(relation.related_model)
    }
    for name in _in_order_of_form(model, [*text_fields(model), *relations]):
        if name not in relations:
            yield _label(model, name), _comparable(model._meta.get_field(name), get_value(page, name, code))
            continue
        fields = translated_fields(relations[name].related_model)
        rows = [
            [_comparable(None, get_value(row, field, code)) for field in fields]
            for row in _rows(page, relations[name])
        ]
        yield capfirst(str(relations[name].related_model._meta.verbose_name_plural)), rows


def _in_order_of_form(model: type[PortalPage], names: Iterable[str]) -> list[str]:
    """Return the names of fields and rows as the form has them; last what it has not."""
    places = {name: place for place, name in enumerate(_named(model.get_edit_handler()))}
    return sorted(names, key=lambda name: places.get(name, len(places)))


def _named(panel: Any) -> Iterator[str]:
    """Yield what a panel and those in it edit."""
    name = getattr(panel, "field_name", None) or getattr(panel, "relation_name", None)
    if name:
        yield name
    for child in getattr(panel, "children", ()):
        yield from _named(child)


def _facts(draft: PortalPage, live: PortalPage) -> list[str]:
    """Return the labels of what all languages share and differs."""
    model = type(draft)
    labels = {
        item.name: _label(model, item.name)
        for item in _neutral_fields(model)
        if item.value_from_object(draft) != item.value_from_object(live)
    }
    labels |= {
        item.name: _label(model, item.name)
        for item in model._meta.many_to_many
        if item.editable and _keys(draft, item.name) != _keys(live, item.name)
    }
    for relation in get_all_child_relations(model):
        neutral = [
            item for item in _neutral_fields(relation.related_model) if item.name != relation.field.name
        ]
        if _row_facts(draft, relation, neutral) != _row_facts(live, relation, neutral):
            plural = str(relation.related_model._meta.verbose_name_plural)
            labels[relation.get_accessor_name()] = capfirst(plural)
    return [labels[name] for name in _in_order_of_form(model, labels)]


def _neutral_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the editable columns that exist once for all languages."""
    translated = translated_fields(model)
    per_language = {name for item in translated for name in (item, *columns(item).values())}
    return [
        item
        for item in model._meta.concrete_fields
        if item.editable
        and not item.primary_key
        and item.name not in per_language
        and item.name not in _BOOKKEEPING
        and not (item.remote_field and item.remote_field.parent_link)
    ]


# Kept by Wagtail for its own purposes.
_BOOKKEEPING = frozenset(
    {
        "first_published_at",
        "last_published_at",
        "latest_revision_created_at",
        "has_unpublished_changes",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
        "live",
        "owner",
        "latest_revision",
        "live_revision",
        "sort_order",
    }
)


def _rows(page: PortalPage, relation: Any) -> Iterable[Any]:
    return getattr(page, relation.get_accessor_name()).all()


def _row_facts(page: PortalPage, relation: Any, fields: list[models.Field[Any, Any]]) -> list[list[Any]]:
    return [[item.value_from_object(row) for item in fields] for row in _rows(page, relation)]


def _keys(page: PortalPage, name: str) -> set[Any]:
    return {record.pk for record in getattr(page, name).all()}


def _label(model: type[models.Model], name: str) -> str:
    return capfirst(str(model._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def _comparable(item: Any, value: Any) -> Any:
    """Return a value such that equal texts compare equal: nothing is None, a stream its raw data."""
    if is_empty(value):
        return None
    if isinstance(item, StreamField):
        return without_editor_keys(
            json.dumps(item.get_prep_value(value), cls=DjangoJSONEncoder, sort_keys=True)
        )
    return without_editor_keys(value) if isinstance(value, str) else value


def _nothing(value: Any) -> bool:
    return not value or (isinstance(value, list) and not any(any(row) for row in value))


def problem_label(model: type[models.Model], name: str) -> str:
    """Return how an error on the column ``name`` is announced: ``Title – Français``."""
    for item in translated_fields(model):
        for code in content_languages():
            if name == column(item, code):
                return f"{_label(model, item)} – {own_name(code)}"
    try:
        return _label(model, name)
    except FieldDoesNotExist:
        return ""
