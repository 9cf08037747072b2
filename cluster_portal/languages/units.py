"""Units: the pieces of text of a record that are translated one by one.

A unit is a field, a text inside a block of a body, or a text of a row that belongs to the record. Its key stays the
same when blocks or rows change their order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField

from cluster_portal.languages.block_texts import BlockText, texts_of_blocks
from cluster_portal.languages.codes import content_languages, get_value, is_empty, translated_fields


@dataclass(frozen=True, slots=True)
class Unit:
    """One text of a record in all languages; a language without it has an empty one."""

    key: str
    label: str
    texts: dict[str, str]
    is_html: bool
    max_length: int | None

    def text(self, language: str) -> str:
        """Return the text in ``language``, empty when it is missing."""
        return self.texts.get(language, "")


def text_fields(model: type[models.Model]) -> list[str]:
    """Return the translated fields that hold texts to translate: no addresses, no moments.

    They come in the order of the model, which is the same in every process.
    """
    names = set(translated_fields(model))
    return [field.name for field in model._meta.get_fields() if field.name in names and _is_text(field)]


def _is_text(field: Any) -> bool:
    if isinstance(field, StreamField):
        return True
    return (
        isinstance(field, (models.CharField, models.TextField))
        and not isinstance(field, models.SlugField)
        and field.editable
    )


def units_of(instance: models.Model) -> list[Unit]:
    """Return the units of a record and of the rows that belong to it, in the order of the form."""
    return [*_own_units(instance, "", ""), *_row_units(instance)]


def _own_units(instance: models.Model, prefix: str, label_prefix: str) -> Iterator[Unit]:
    for name in text_fields(type(instance)):
        field: Any = instance._meta.get_field(name)
        label = f"{label_prefix}{str(field.verbose_name)[:1].upper()}{str(field.verbose_name)[1:]}"
        if isinstance(field, StreamField):
            yield from _stream_units(instance, name, f"{prefix}{name}", label)
        else:
            values = {code: get_value(instance, name, code) for code in content_languages()}
            yield Unit(
                key=f"{prefix}{name}",
                label=label,
                texts={code: "" if is_empty(value) else str(value) for code, value in values.items()},
                is_html=isinstance(field, RichTextField),
                max_length=getattr(field, "max_length", None),
            )


def _stream_units(instance: models.Model, name: str, prefix: str, label: str) -> Iterator[Unit]:
    source = getattr(instance, "source_language", content_languages()[0])
    order = [source, *(code for code in content_languages() if code != source)]
    found: dict[str, dict[str, BlockText]] = {}
    for code in order:
        stream = get_value(instance, name, code)
        for text in texts_of_blocks(stream):
            found.setdefault(text.path, {})[code] = text
    for path, by_language in found.items():
        first = next(iter(by_language.values()))
        yield Unit(
            key=f"{prefix}/{path}",
            label=f"{label} › {first.label}",
            texts={
                code: by_language[code].text if code in by_language else "" for code in content_languages()
            },
            is_html=first.is_html,
            max_length=first.max_length,
        )


def _row_units(instance: models.Model) -> Iterator[Unit]:
    for relation in get_all_child_relations(type(instance)):
        if not text_fields(relation.related_model):
            continue
        accessor = relation.get_accessor_name()
        for number, row in enumerate(getattr(instance, accessor).all(), start=1):
            name = str(row._meta.verbose_name)
            label = f"{name[:1].upper()}{name[1:]} {number} › "
            yield from _own_units(row, f"{accessor}/{row.uuid}/", label)


def source_language_of(instance: models.Model) -> str:
    """Return the language a record is written in first: a page's own, for others the portal's default."""
    return getattr(instance, "source_language", "") or content_languages()[0]
