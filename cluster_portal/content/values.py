"""From the values of a content file to those of a field."""

import json
import re
import uuid
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import models
from django.utils import timezone
from wagtail import blocks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.blocks.field_block import ChooserBlock
from wagtail.fields import StreamField
from wagtail.rich_text import features as feature_registry

# Blocks at the same place in each language share an id, also after loading elsewhere.
_NAMESPACE = uuid.UUID("6f0e9c0e-5a59-4a55-8a5d-2a3d0a8c3f3e")
_KEY_REFERENCE = re.compile(r'id="key:([^"]+)"')


class Resolve(Protocol):
    """Returns the primary key of the record with a key. Raises ValueError when there is none, or another kind."""

    def __call__(self, key: str, wanted: type[models.Model] | None = None) -> int: ...


def plain(field: models.Field[Any, Any], value: Any) -> Any:
    """Return ``value`` as ``field`` stores it. Raises ValueError or ValidationError when it cannot be."""
    if isinstance(field, models.DateTimeField):
        return moment(value)
    if isinstance(value, str):
        value = value.strip()
    if isinstance(value, float):
        # What the file says, not what binary makes of it.
        value = str(value)
    return field.to_python(value)


def moment(value: Any) -> datetime | None:
    """Return the moment of ``2018-12-20 17:00 Europe/Brussels``; without a zone, the portal's own."""
    if value is None or (isinstance(value, datetime) and timezone.is_aware(value)):
        return value
    if isinstance(value, datetime):
        return timezone.make_aware(value)
    if isinstance(value, date):
        raise ValueError("a moment needs an hour, as in 2018-12-20 17:00 Europe/Brussels.")
    text, _, zone = str(value).strip().rpartition(" ")
    try:
        if "/" in zone:
            return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
        found = datetime.fromisoformat(str(value))
        return found if timezone.is_aware(found) else timezone.make_aware(found)
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise ValueError(f"“{value}” is no moment such as 2018-12-20 17:00 Europe/Brussels.") from error


def rich_text(html: str, resolve: Resolve, features: list[str] | None, name: str) -> str:
    """Return HTML as the editor stores it; references to keys (``id="key:…"``) become references to records.

    The editor gives each paragraph a key. Texts that have theirs stay the same when somebody saves them
    unchanged; ``name`` makes the keys, so that loading again gives the same.
    """
    referring = _KEY_REFERENCE.sub(lambda match: f'id="{resolve(match[1])}"', html.strip())
    converter = ContentstateConverter(features or feature_registry.get_default_features())
    content = json.loads(converter.from_database_format(referring))
    for number, paragraph in enumerate(content["blocks"]):
        paragraph["key"] = _id(f"{name}:{number}")[:5]
    return str(converter.to_database_format(json.dumps(content)))


def stream(field: StreamField, items: Any, resolve: Resolve, name: str) -> Any:
    """Return the blocks of a StreamField; ``name`` makes their ids. Raises ValueError, naming the block."""
    if not isinstance(items, list):
        raise ValueError("a body is a list of blocks.")
    raw = []
    for number, item in enumerate(items):
        if not isinstance(item, dict) or len(item) != 1:
            raise ValueError(f"block {number + 1} is not one name with its value.")
        kind, value = next(iter(item.items()))
        child = field.stream_block.child_blocks.get(kind)
        if child is None:
            known = ", ".join(field.stream_block.child_blocks)
            raise ValueError(f"there is no block “{kind}”; there are {known}.")
        identity = f"{name}:{number}"
        raw.append({"type": kind, "value": _block(child, value, resolve, identity), "id": _id(identity)})
    return field.stream_block.clean(field.stream_block.to_python(raw))


def _id(name: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, name))


def _block(block: Any, value: Any, resolve: Resolve, name: str) -> Any:
    if isinstance(block, blocks.ListBlock):
        return [
            {
                "type": "item",
                "value": _block(block.child_block, item, resolve, f"{name}:{number}"),
                "id": _id(f"{name}:{number}"),
            }
            for number, item in enumerate(value)
        ]
    if isinstance(block, blocks.StructBlock):
        if not isinstance(value, dict):
            raise ValueError(f"{block.name} holds {', '.join(block.child_blocks)}.")
        unknown = set(value) - set(block.child_blocks)
        if unknown:
            raise ValueError(f"{block.name} has no {', '.join(sorted(unknown))}.")
        return {
            key: _block(block.child_blocks[key], item, resolve, f"{name}:{key}")
            for key, item in value.items()
        }
    if isinstance(block, ChooserBlock):
        return None if value is None else resolve(str(value), block.model_class)
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(str(value), resolve, block.features, name)
    return value.strip() if isinstance(value, str) else value
