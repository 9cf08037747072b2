"""The units of a record with codes, and writing their translations back."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField

from cluster_portal.exchange.inline import Coded, from_html, plain, same_html
from cluster_portal.languages.block_texts import with_texts
from cluster_portal.languages.codes import get_value, set_value
from cluster_portal.languages.fingerprints import fingerprint
from cluster_portal.languages.units import Unit, source_language_of, text_fields


def coded(unit: Unit, language: str, like: Coded | None = None) -> Coded:
    """Return a unit's text in ``language`` with codes, those of ``like`` where the markup is the same."""
    text = unit.text(language)
    if not text:
        return Coded((), {})
    if not unit.is_html:
        return plain(text.replace("\r\n", "\n"))
    return from_html(text, None if like is None else like.codes)


def same(unit: Unit, one: str, other: str) -> bool:
    """Say whether two texts of a unit are the same to a reader."""
    if unit.is_html:
        return same_html(one, other)
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def source_print(instance: models.Model, unit: Unit, source: str) -> str:
    """Return what identifies the text that a translation from ``source`` is made of.

    The language the record is written in counts too: its translations are followed from that.
    """
    own = fingerprint(unit.text(source))
    original = source_language_of(instance)
    if original == source or not unit.text(original):
        return own
    return f"{own}.{fingerprint(unit.text(original))}"


def target_print(unit: Unit, target: str) -> str:
    """Return what identifies the translation there was, empty when there was none."""
    return print_of(unit.text(target))


def print_of(text: str) -> str:
    """Return what identifies a text, empty for no text."""
    return fingerprint(text) if text else ""


def write(instance: models.Model, source: str, target: str, texts: Mapping[str, str]) -> None:
    """Set the texts of units, by key, in ``target`` on a record and its rows, without saving.

    A block that the body has only in ``source`` is made after that one.
    """
    rows: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    own: dict[str, str] = {}
    accessors = {relation.get_accessor_name() for relation in get_all_child_relations(type(instance))}
    for key, text in texts.items():
        first, _, rest = key.partition("/")
        if first in accessors:
            identity, _, name = rest.partition("/")
            rows[first, identity][name] = text
        else:
            own[key] = text
    _write_own(instance, source, target, own)
    for accessor in {accessor for accessor, _ in rows}:
        children = list(getattr(instance, accessor).all())
        for child in children:
            _write_own(child, source, target, rows.get((accessor, str(child.uuid)), {}))
        # Rows read from the database are copies: the record must be given those that were changed.
        setattr(instance, accessor, children)


def _write_own(instance: models.Model, source: str, target: str, texts: Mapping[str, str]) -> None:
    bodies: dict[str, dict[str, str]] = defaultdict(dict)
    for key, text in texts.items():
        name, slash, path = key.partition("/")
        if name not in text_fields(type(instance)):
            raise KeyError(key)
        if slash:
            bodies[name][path] = text
        else:
            set_value(instance, name, target, text)
    for name, by_path in bodies.items():
        _write_body(instance, name, source, target, by_path)


def _write_body(instance: Any, name: str, source: str, target: str, texts: dict[str, str]) -> None:
    field = instance._meta.get_field(name)
    assert isinstance(field, StreamField)  # noqa: S101 - only bodies have units with paths
    body = with_texts(get_value(instance, name, source), get_value(instance, name, target), texts)
    set_value(instance, name, target, body)
