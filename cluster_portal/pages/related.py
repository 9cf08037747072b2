"""All the other pages that one page names, read with one query.

Bodies link to pages, menus do, and lists show some. Whoever renders a page says beforehand which pages it will
need; the first look at any of them reads them all.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest
from wagtail.blocks import StreamValue

from cluster_portal.database import record_key
from cluster_portal.languages.codes import translated_fields

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from cluster_portal.languages.texts import TranslatedTexts
    from cluster_portal.pages.models import PortalPage

_LINK = re.compile(r'linktype="page"[^>]*\bid="(\d+)"|\bid="(\d+)"[^>]*linktype="page"')
_current: ContextVar["RelatedPages | None"] = ContextVar("related_pages", default=None)


class RelatedPages:
    """The pages that are needed besides the one shown, as far as the reader may see them."""

    def __init__(self, user: "User | AnonymousUser | None") -> None:
        self._user = user
        self._wanted = Q()
        self._announced: set[int] = set()
        self._joined: set[str] = set()
        self._found: dict[int, PortalPage] | None = None

    def want(self, *keys: int | None, matching: Q | None = None, joined: str | None = None) -> None:
        """Announce pages by key or by condition; ``joined`` names a page type to read along, as ``callpage``.

        What is announced after the first look is read with a query of its own.
        """
        new = {key for key in keys if key is not None} - self._announced
        self._announced |= new
        condition = Q(pk__in=new) if new else Q()
        if matching is not None:
            condition |= matching
        if joined:
            self._joined.add(joined)
        if condition and self._found is not None:
            self._found |= self._read(condition)
        elif condition:
            self._wanted |= condition

    def get(self, key: int | None) -> "PortalPage | None":
        """Return a page that was announced; None when it does not exist or the reader may not see it."""
        return None if key is None else self._pages().get(key)

    def get_many(self, keys: Iterable[int]) -> "list[PortalPage]":
        """Return pages that were announced, in the order of ``keys``, without those the reader may not see."""
        return [page for key in keys if (page := self.get(key)) is not None]

    def of_type(self, *models: type["PortalPage"]) -> "list[PortalPage]":
        """Return the pages of these types, in the order of the tree."""
        return [page for page in self._pages().values() if page.specific_class in models]

    def at_tree_path(self, path: str) -> "PortalPage | None":
        """Return the page at a treebeard path."""
        return next((page for page in self._pages().values() if page.path == path), None)

    def _pages(self) -> "dict[int, PortalPage]":
        if self._found is None:
            self._found = self._read(self._wanted) if self._wanted else {}
        return self._found

    def _read(self, condition: Q) -> "dict[int, PortalPage]":
        from cluster_portal.pages.models import PortalPage

        pages = PortalPage.objects.visible_to(self._user).filter(condition).select_related(*self._joined)
        return {page.pk: page for page in pages}


def related_pages(request: HttpRequest) -> RelatedPages:
    """Return the related pages of a request, made when first asked for."""
    if not hasattr(request, "related_pages"):
        request.related_pages = RelatedPages(getattr(request, "user", None))  # type: ignore[attr-defined]
    return request.related_pages  # type: ignore[attr-defined]


@contextmanager
def reading(related: RelatedPages) -> Iterator[None]:
    """Let blocks and rich text find linked pages in ``related`` while a page is rendered."""
    token = _current.set(related)
    try:
        yield
    finally:
        _current.reset(token)


def current_related_pages() -> RelatedPages | None:
    """Return the related pages of the page being rendered; None outside of one, as in the admin."""
    return _current.get()


def linked_in(instance: "TranslatedTexts") -> set[int]:
    """Return the keys of the pages that an object's texts link to, in the language they will be shown in."""
    keys: set[int] = set()
    for field in translated_fields(type(instance)):
        value = getattr(instance.texts, field).value
        if isinstance(value, StreamValue):
            keys |= _linked_in_blocks(value.raw_data)
        elif isinstance(value, str) and "linktype" in value:
            keys |= _linked_in_html(value)
    return keys


def _linked_in_html(html: str) -> set[int]:
    found = (record_key(first or second) for first, second in _LINK.findall(html))
    return {key for key in found if key is not None}


def _linked_in_blocks(raw: Any) -> set[int]:
    if isinstance(raw, str):
        return _linked_in_html(raw) if "linktype" in raw else set()
    if isinstance(raw, dict):
        page = raw.get("page")
        own = {page} if isinstance(page, int) else set()
        return own.union(*(_linked_in_blocks(value) for value in raw.values()))
    if hasattr(raw, "__iter__"):
        return set().union(*(_linked_in_blocks(item) for item in raw))
    return set()
