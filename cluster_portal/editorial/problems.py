"""What is wrong with the texts of a record, language by language."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import models

from cluster_portal.editorial.codes import ProblemCode, message_of
from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.units import Unit, units_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; ``unit_key`` and ``label`` say where, ``excerpt`` shows it."""

    unit_key: str
    language: str
    code: ProblemCode
    excerpt: str
    label: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """Return what is wrong and what to do, in the active language."""
        return message_of(self.code, self.details)


def problems_of(instance: models.Model) -> list[Problem]:
    """Return the problems of a record's texts in all languages, the texts' own order within each language.

    A page is looked at as it is given: pass its draft to look at the draft.
    """
    found: list[Problem] = []
    for look in _rules(instance):
        try:
            found += look()
        except Exception:
            # A check helps whoever writes; it must never be the reason that a record cannot be saved or opened.
            logger.exception("An editorial check failed on %s %s", instance._meta.label, instance.pk)
    order = {code: place for place, code in enumerate(content_languages())}
    return sorted(found, key=lambda problem: order[problem.language])


def _rules(instance: models.Model) -> Iterator[Callable[[], Iterable[Problem]]]:
    """Yield the checks of a record, to be made one by one."""
    from cluster_portal.editorial.rules import images, links, sections, tense, typography

    units = units_of(instance)
    for language in content_languages():
        for unit in units:
            if unit.text(language):
                yield partial(typography.problems, unit, language)
                yield partial(tense.problems, instance, unit, language)
        yield partial(sections.problems, instance, language)
    yield partial(links.problems, instance, units)
    yield partial(images.problems, instance)


def labels(units: list[Unit]) -> dict[str, str]:
    """Return the labels of units by key."""
    return {unit.key: unit.label for unit in units}


def excerpt(text: str, start: int, end: int, around: int = 30) -> str:
    """Return a piece of a text with some words around it."""
    first, last = max(start - around, 0), min(end + around, len(text))
    piece = text[first:last].strip()
    return f"{'…' if first else ''}{piece}{'…' if last < len(text) else ''}"[:250]


def bodies_of(instance: models.Model, language: str) -> Iterator[tuple[str, Any, list[Any]]]:
    """Yield name, block definition and stored blocks of each body of a record in ``language``."""
    from wagtail.fields import StreamField

    from cluster_portal.languages.codes import get_value
    from cluster_portal.languages.units import text_fields

    for name in text_fields(type(instance)):
        if isinstance(instance._meta.get_field(name), StreamField):
            stream = get_value(instance, name, language)
            if stream:
                yield name, stream.stream_block, list(stream.get_prep_value())
