"""Pages in the bin are left out of every query for pages, except inside ``bin_open``.

Wagtail's screens, its API, choosers, reports and searches ask the managers of the page models, as the portal does:
what the managers leave out is found on none of these ways. References between records do not ask a manager; what
follows one reads ``live``, which is off for every page in the bin.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self

from django.db import models
from wagtail.models import PageManager

_open: ContextVar[bool] = ContextVar("bin_open", default=False)


@contextmanager
def bin_open() -> Iterator[None]:
    """Let queries for pages find those in the bin too: for the bin itself, and what has to know of it."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


# Wagtail asks every page manager to descend from its own.
class PagesOutsideBin(PageManager):
    """Finds the pages that are not in the bin."""

    def get_queryset(self) -> Any:
        """Return all pages but those in the bin, in the order of the tree."""
        pages = super().get_queryset()
        return pages if _open.get() else pages.filter(in_bin=False)


class RecordsOutsideBin(models.Manager[Any]):
    """Finds the records of pages that are not in the bin; ``page`` names the column, which is never empty."""

    page: str

    @classmethod
    def named_by(cls, page: str, queryset: type[models.QuerySet[Any]]) -> Self:
        """Return a manager with the methods of ``queryset``. Managers of relations are made from its class."""
        made = cls.from_queryset(queryset)
        return type(made.__name__, (made,), {"page": page})()

    def get_queryset(self) -> Any:
        """Return all records but those of pages in the bin."""
        records = super().get_queryset()
        return records if _open.get() else records.filter(**{f"{self.page}__in_bin": False})
