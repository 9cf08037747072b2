"""Going through the stored blocks of a body."""

from collections.abc import Iterator
from typing import Any

from wagtail import blocks

from cluster_portal.languages.block_texts import items_of, parts_of


def values_of(definition: Any, items: Any, prefix: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield path, definition and stored value of each value in a body, groups before what they hold."""
    for item in items_of(items):
        child = definition.child_blocks.get(item["type"])
        if child is not None:
            yield from _values(child, item["value"], f"{prefix}{item['id']}")


def _values(block: Any, value: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    yield path, block, value
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _values(child, parts_of(value).get(name), f"{path}/{name}")
    elif isinstance(block, blocks.ListBlock):
        for item in items_of(value):
            yield from _values(block.child_block, item["value"], f"{path}/{item['id']}")
    elif isinstance(block, blocks.StreamBlock):
        yield from values_of(block, value, f"{path}/")
