"""The texts inside the blocks of a body: finding them, and writing translations back.

Works on the stored form of a body (lists and mappings), so that no chosen page, image or snippet is read.
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from wagtail import blocks
from wagtail.blocks import StreamValue

Raw = Any


@dataclass(frozen=True, slots=True)
class BlockText:
    """One text inside a body. ``path`` is made of block ids and names, never of positions."""

    path: str
    label: str
    text: str
    is_html: bool
    max_length: int | None


def texts_of_blocks(stream: StreamValue | None) -> list[BlockText]:
    """Return the texts of a body in reading order; empty texts are left out."""
    if not stream:
        return []
    found = _walk_stream(stream.stream_block, list(stream.get_prep_value()), "", "")
    return [text for text in found if text.text.strip()]


def items_of(raw: Raw) -> list[dict[str, Any]]:
    """Return the items of a stored stream or list that can be read as such; each has type, value and id."""
    found = [item for item in raw if isinstance(item, dict)] if isinstance(raw, list) else []
    return [{"type": "", "value": None, "id": ""} | item for item in found]


def parts_of(raw: Raw) -> dict[str, Any]:
    """Return the values of a stored group by name, none of what is no group."""
    return raw if isinstance(raw, dict) else {}


def _is_text(block: Any) -> bool:
    return isinstance(block, (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock))


def _walk_stream(block: Any, raw: list[Raw], prefix: str, label: str) -> Iterator[BlockText]:
    for item in items_of(raw):
        child = block.child_blocks.get(item["type"])
        if child is not None:
            yield from _walk(child, item["value"], f"{prefix}{item['id']}", _join(label, child))


def _walk(block: Any, raw: Raw, path: str, label: str) -> Iterator[BlockText]:
    if _is_text(block):
        length = getattr(block.field, "max_length", None)
        yield BlockText(path, label, str(raw or ""), isinstance(block, blocks.RichTextBlock), length)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _walk(child, parts_of(raw).get(name), f"{path}/{name}", _join(label, child))
    elif isinstance(block, blocks.ListBlock):
        for item in items_of(raw):
            yield from _walk(block.child_block, item["value"], f"{path}/{item['id']}", label)
    elif isinstance(block, blocks.StreamBlock):
        yield from _walk_stream(block, raw, f"{path}/", label)


def _join(label: str, block: Any) -> str:
    own = str(block.label)
    return f"{label} › {own}" if label else own


def with_texts(source: StreamValue, target: StreamValue | None, texts: dict[str, str]) -> StreamValue:
    """Return ``target`` with these texts by path.

    A block that the target does not have yet is made after the source's, in the source's order; what is no text in
    it (pages, images, figures) is taken over. Blocks that only the target has keep their place. The first texts of
    an empty target bring the source's blocks without any text along, such as key figures.
    """
    block = source.stream_block
    target_raw = list(target.get_prep_value()) if target else []
    source_raw = list(source.get_prep_value())
    if not target_raw:
        target_raw = [item for item in source_raw if not _has_text(block, item)]
    merged = _merge_items(
        source_raw,
        target_raw,
        texts,
        "",
        lambda item: block.child_blocks.get(item["type"]),
    )
    return block.to_python(merged)


def _has_text(stream: Any, item: Raw) -> bool:
    block = stream.child_blocks.get(item["type"])
    return block is None or any(text.text.strip() for text in _walk(block, item["value"], "", ""))


def _merge_items(
    source: list[Raw],
    target: list[Raw],
    texts: dict[str, str],
    prefix: str,
    block_of: Callable[[Raw], Any],
) -> list[Raw]:
    """Return the items of a stream or a list, merged by id."""
    by_id = {item["id"]: item for item in target}
    known = {item["id"] for item in source}
    result = []
    for item in source:
        path = f"{prefix}{item['id']}"
        own = by_id.get(item["id"])
        if own is None and not any(key == path or key.startswith(f"{path}/") for key in texts):
            continue
        start = own if own is not None else _without_texts(block_of(item), item)
        result.append({**start, "value": _merge(block_of(item), item["value"], start["value"], texts, path)})
    return _with_extras(result, target, known, lambda item: _changed(item, texts, prefix, block_of))


def _with_extras(
    result: list[Raw], target: list[Raw], known: set[str], change: Callable[[Raw], Raw]
) -> list[Raw]:
    """Put what only the target has after what it stood behind."""
    before: str | None = None
    for item in target:
        if item["id"] not in known:
            place = next((index + 1 for index, made in enumerate(result) if made["id"] == before), 0)
            result.insert(place, change(item))
        before = item["id"]
    return result


def _changed(item: Raw, texts: dict[str, str], prefix: str, block_of: Callable[[Raw], Any]) -> Raw:
    value = item["value"]
    return {**item, "value": _merge(block_of(item), value, value, texts, f"{prefix}{item['id']}")}


def _merge(block: Any, source: Raw, target: Raw, texts: dict[str, str], path: str) -> Raw:
    if _is_text(block):
        return texts.get(path, target)
    if isinstance(block, blocks.StructBlock):
        return {
            **(target or {}),
            **{
                name: _merge(
                    child, (source or {}).get(name), (target or {}).get(name), texts, f"{path}/{name}"
                )
                for name, child in block.child_blocks.items()
            },
        }
    if isinstance(block, blocks.ListBlock):
        return _merge_items(source or [], target or [], texts, f"{path}/", lambda item: block.child_block)
    if isinstance(block, blocks.StreamBlock):
        return _merge_items(
            source or [], target or [], texts, f"{path}/", lambda item: block.child_blocks.get(item["type"])
        )
    return target


def _without_texts(block: Any, item: Raw) -> Raw:
    """Return a copy of an item with its texts emptied."""
    emptied = copy.deepcopy(item)
    emptied["value"] = _emptied(block, emptied["value"])
    return emptied


def _emptied(block: Any, raw: Raw) -> Raw:
    if _is_text(block):
        return ""
    if isinstance(block, blocks.StructBlock):
        return {name: _emptied(child, (raw or {}).get(name)) for name, child in block.child_blocks.items()}
    if isinstance(block, (blocks.ListBlock, blocks.StreamBlock)):
        # Items are made one by one, as their texts arrive.
        return [] if any(True for _ in _walk(block, raw, "", "")) else raw
    return raw
