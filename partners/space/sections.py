"""What apps add to the space: parts of its first page, and entries of its menu."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from partners.memberships.models import Membership


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the first page: a template and what it shows."""

    template: str
    context: dict[str, Any]


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """An entry of the space's menu: what it is called, the name of its address, and its place."""

    label: str | Promise
    url_name: str
    order: int

    @property
    def url(self) -> str:
        """Return the address in the reader's language."""
        return reverse(self.url_name)


BuildSection = Callable[[HttpRequest, list[Membership]], Section | None]

_sections: list[tuple[int, BuildSection]] = []
_entries: dict[str, MenuEntry] = {}


def on_space(order: int) -> Callable[[BuildSection], BuildSection]:
    """Register a function that returns a part of the first page, None where there is nothing to say."""

    def register(build: BuildSection) -> BuildSection:
        _sections.append((order, build))
        _sections.sort(key=lambda row: row[0])
        return build

    return register


def sections(request: HttpRequest, memberships: list[Membership]) -> list[Section]:
    """Return the parts of the first page, in order."""
    built = [build(request, memberships) for _order, build in _sections]
    return [section for section in built if section is not None]


def register_entry(entry: MenuEntry) -> None:
    """Add an entry to the menu; a second one with the same address replaces the first."""
    _entries[entry.url_name] = entry


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the menu as the templates show it."""
    rows = sorted(_entries.values(), key=lambda entry: entry.order)
    return [
        {"label": entry.label, "url": entry.url, "is_current": request.path == entry.url} for entry in rows
    ]
