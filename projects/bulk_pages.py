"""Writes many pages with few statements.

Pages one by one cost about 35 ms each. Here the rows of the page table are written in bulk with paths worked out
beforehand, then the rows of each type's own table, as Django does for one page at a time.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from wagtail.models import Locale

from cluster_portal.languages.codes import column, content_languages
from cluster_portal.pages.models import PortalPage

BATCH = 500


def in_all_languages(field: str, value: Any) -> dict[str, Any]:
    """Return the columns of a field with the same value in each language."""
    return {column(field, code): value for code in content_languages()}


def add_pages(pairs: Sequence[tuple[PortalPage, Any]], title: Callable[[int], str]) -> list[Any]:
    """Add published pages of one type, each below its parent and after what is there; return them with their keys.

    ``title`` names the page with a number in every language. No revision, index or signal is made.
    """
    if not pairs:
        return []
    pages = [page for _parent, page in pairs]
    model = type(pages[0])
    now = timezone.now()
    parents = PortalPage.objects.in_bulk({parent.pk for parent, _page in pairs})
    places = {key: _last_place(parent) for key, parent in parents.items()}
    shared = {
        "content_type": ContentType.objects.get_for_model(model),
        "locale": Locale.get_default(),
        "live": True,
    }
    shared |= {"first_published_at": now, "last_published_at": now, "numchild": 0}
    for field in ("live_since", "first_live_at", "changed_at"):
        shared |= in_all_languages(field, now)
    rows = []
    for n, (parent, page) in enumerate(pairs):
        places[parent.pk] += 1
        values = shared | _name_and_place(parents[parent.pk], places[parent.pk], title(n))
        for field, value in values.items():
            setattr(page, field, value)
        rows.append(
            PortalPage(**{field.attname: getattr(page, field.attname) for field in _own_columns(PortalPage)})
        )
    PortalPage.objects.bulk_create(rows, batch_size=BATCH)
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = row.pk
        page.portalpage_ptr_id = row.pk
        page._state.adding = False
    _insert_own_columns(model, pages)
    children = Counter(parent.pk for parent, _page in pairs)
    for number in set(children.values()):
        grown = [key for key, count in children.items() if count == number]
        PortalPage.objects.filter(pk__in=grown).update(numchild=models.F("numchild") + number)
    return pages


def _last_place(parent: PortalPage) -> int:
    """Return the place of the last child, 0 without any."""
    if not parent.numchild:
        return 0
    # A range of paths finds an index where "begins with" does not.
    last = parent.path + PortalPage.alphabet[-1] * PortalPage.steplen
    children = PortalPage.objects.filter(path__gt=parent.path, path__lte=last, depth=parent.depth + 1)
    path = children.order_by("-path").values_list("path", flat=True).first()
    return 0 if path is None else int(PortalPage._str2int(path[-PortalPage.steplen :]))


def _name_and_place(parent: PortalPage, place: int, name: str) -> dict[str, Any]:
    """Return what is different from page to page: names, addresses, path, identifiers."""
    slug = name.lower().replace(" ", "-")
    values: dict[str, Any] = {"title": name, "draft_title": name, "slug": slug}
    values["url_path"] = f"{parent.url_path}{slug}/"
    values |= in_all_languages("title", name) | in_all_languages("slug", slug)
    for code in content_languages():
        path = column("url_path", code)
        values[path] = f"{getattr(parent, path)}{slug}/"
    values["path"] = PortalPage._get_path(parent.path, parent.depth + 1, place)
    values["depth"] = parent.depth + 1
    return values | {"uuid": uuid.uuid4(), "translation_key": uuid.uuid4()}


def _own_columns(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if field.attname != "id"]


def _insert_own_columns(model: type[models.Model], pages: list[Any]) -> None:
    """Write the rows of the type's own table, whose key is that of the page."""
    fields = model._meta.local_concrete_fields
    rows: Any = models.QuerySet(model)
    for start in range(0, len(pages), BATCH // 5):
        rows._insert(pages[start : start + BATCH // 5], fields=fields, using=rows.db)
