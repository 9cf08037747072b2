"""Headings with nothing below them."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from cluster_portal.editorial.codes import ProblemCode
from cluster_portal.editorial.problems import Problem, bodies_of
from cluster_portal.languages.block_texts import items_of, parts_of
from cluster_portal.languages.fingerprints import readable

HEADING = "heading"


def problems(instance: models.Model, language: str) -> Iterator[Problem]:
    """Yield the headings that another heading or the end of the body follows."""
    for name, definition, items in bodies_of(instance, language):
        shown = [
            item
            for item in items_of(items)
            if item["type"] in definition.child_blocks and not _is_blank(item)
        ]
        for item, following in zip(shown, [*shown[1:], None], strict=False):
            if item["type"] == HEADING and (following is None or following["type"] == HEADING):
                text = str(parts_of(item["value"]).get("text") or "")
                label = str(definition.child_blocks[HEADING].label)
                yield Problem(
                    f"{name}/{item['id']}/text",
                    language,
                    ProblemCode.EMPTY_SECTION,
                    text,
                    label,
                    {"text": text},
                )


def _is_blank(item: dict[str, Any]) -> bool:
    value = item["value"]
    if isinstance(value, str):
        return not readable(value)
    return not value
