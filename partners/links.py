"""Links to a page in the texts of other pages, pointed to another page."""

import json
import re
from typing import Any

from django.db.models import Q
from wagtail.blocks import StreamValue
from wagtail.models import ReferenceIndex

from cluster_portal.languages.codes import column, content_languages, translated_fields
from cluster_portal.pages.models import PortalPage

_LINK = re.compile(r"<a\b[^>]*>")
_IS_PAGE = re.compile(r'\blinktype="page"')


def pages_linking_to(key: int) -> list[PortalPage]:
    """Return the pages whose texts link to the page with this key, in public or in a draft."""
    grouped = ReferenceIndex.get_grouped_references_to(PortalPage.objects.get(pk=key))
    named = [record.pk for record, _references in grouped if isinstance(record, PortalPage)]
    # What is only in a draft is in no index.
    candidates = PortalPage.objects.filter(Q(pk__in=named) | Q(has_unpublished_changes=True))
    pages = [page.specific for page in candidates.exclude(pk=key).order_by("path")]
    return [page for page in pages if _links(page, key)]


def _links(page: PortalPage, key: int) -> bool:
    versions = [page, page.get_latest_revision_as_object()] if page.has_unpublished_changes else [page]
    return any(repoint(version, key, key) for version in versions)


def repoint(version: Any, old: int, new: int) -> bool:
    """Let links to page ``old`` in the texts of a version of a page lead to ``new``; say whether there were any."""
    found = False
    for field in translated_fields(type(version)):
        for code in content_languages():
            name = column(field, code)
            value = getattr(version, name)
            if isinstance(value, StreamValue):
                raw = json.loads(json.dumps(list(value.raw_data)))
                changed, count = _in_blocks(raw, old, new)
                if count and old != new:
                    setattr(version, name, value.stream_block.to_python(changed))
            elif isinstance(value, str):
                changed, count = _in_html(value, old, new)
                if count and old != new:
                    setattr(version, name, changed)
            else:
                continue
            found = found or bool(count)
    return found


def _in_html(html: str, old: int, new: int) -> tuple[str, int]:
    count = 0

    def replaced(tag: re.Match[str]) -> str:
        nonlocal count
        if not _IS_PAGE.search(tag[0]):
            return tag[0]
        changed, number = re.subn(rf'\bid="{old}"', f'id="{new}"', tag[0])
        count += number
        return changed

    return (_LINK.sub(replaced, html) if "linktype" in html else html), count


def _in_blocks(raw: Any, old: int, new: int) -> tuple[Any, int]:
    """Return raw blocks with the links replaced, and how many; a chosen page is under the name ``page``."""
    if isinstance(raw, str):
        return _in_html(raw, old, new)
    if isinstance(raw, list):
        pairs = [_in_blocks(item, old, new) for item in raw]
        return [item for item, _count in pairs], sum(count for _item, count in pairs)
    if isinstance(raw, dict):
        count = 0
        changed: dict[str, Any] = {}
        for name, value in raw.items():
            if name == "page" and value == old and not isinstance(value, bool):
                changed[name], number = new, 1
            else:
                changed[name], number = _in_blocks(value, old, new)
            count += number
        return changed, count
    return raw, 0
