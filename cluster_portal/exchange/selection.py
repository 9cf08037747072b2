"""Which records are exported or translated."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from wagtail.permission_policies.pages import PagePermissionPolicy

from cluster_portal.exchange.permissions import may_change
from cluster_portal.exchange.records import drafted, record_models
from cluster_portal.pages.models import PortalPage


@dataclass(frozen=True, slots=True)
class Selection:
    """Pages by key, sections (pages with all below them) by key, other records by type or one by one.

    With nothing named it stands for everything.
    """

    pages: Collection[int] = ()
    sections: Collection[int] = ()
    kinds: Collection[str] = ()
    records: Collection[tuple[str, int]] = field(default=())

    @property
    def is_everything(self) -> bool:
        """Say whether nothing is named."""
        return not (self.pages or self.sections or self.kinds or self.records)


def selected(selection: Selection, user: Any = None) -> Iterator[models.Model]:
    """Yield the records of a selection that ``user`` may change, as drafted; without a user, all of them.

    Pages come in the order of the tree. An alias has the texts of its original and is left out.
    """
    for page in pages_of(selection, user).order_by("path").specific().iterator(chunk_size=100):
        yield drafted(page)
    yield from _others(selection, user)


def pages_of(selection: Selection, user: Any = None) -> Any:
    """Return the pages of a selection that ``user`` may change."""
    pages = changeable_pages(user)
    if selection.is_everything:
        return pages
    condition = models.Q(pk__in=selection.pages)
    for section in PortalPage.objects.filter(pk__in=selection.sections):
        condition |= models.Q(path__startswith=section.path)
    return pages.filter(condition)


def changeable_pages(user: Any = None) -> Any:
    """Return the pages that ``user`` may change; without a user, all of them."""
    pages: Any = PortalPage.objects.filter(depth__gt=1, alias_of__isnull=True)
    if user is None:
        return pages
    permitted = PagePermissionPolicy().instances_user_has_any_permission_for(user, ["change", "add"])
    return pages.filter(pk__in=permitted.order_by().values("pk"))


def _others(selection: Selection, user: Any) -> Iterator[models.Model]:
    for label, model in record_models().items():
        records: Any = model._default_manager.order_by("pk")
        if not selection.is_everything and label not in selection.kinds:
            records = records.filter(pk__in=[key for kind, key in selection.records if kind == label])
        for record in records:
            if user is None or may_change(user, record):
                yield drafted(record)


def existing_pages(keys: Iterable[int]) -> set[int]:
    """Return those of ``keys`` that are keys of pages."""
    return set(PortalPage.objects.filter(pk__in=keys).values_list("pk", flat=True))
