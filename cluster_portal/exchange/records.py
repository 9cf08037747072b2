"""Naming records in files, and finding them again as they are drafted."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeGuard

from django.db import models
from django.urls import NoReverseMatch, reverse
from wagtail.admin.admin_url_finder import AdminURLFinder

from cluster_portal.database import record_key
from cluster_portal.languages.codes import default_language
from cluster_portal.languages.records import as_drafted, translated_models
from cluster_portal.pages.models import PortalPage

PAGE = "page"


@dataclass(frozen=True, slots=True)
class RecordRef:
    """What names a record in a file: a page's UUID, or the type of another record and its key."""

    kind: str
    identity: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.identity}"

    @classmethod
    def parse(cls, text: str) -> "RecordRef | None":
        """Return what a text names; None when it is no name of a record."""
        kind, colon, identity = text.partition(":")
        return cls(kind, identity) if colon and kind and identity else None


def ref_of(instance: models.Model) -> RecordRef:
    """Return the name of a record."""
    if is_page(instance):
        return RecordRef(PAGE, str(instance.uuid))
    return RecordRef(instance._meta.label_lower, str(instance.pk))


def is_page(instance: models.Model) -> TypeGuard[PortalPage]:
    """Say whether a record is a page."""
    return isinstance(instance, PortalPage)


def portal_identity() -> str:
    """Return what tells this portal from every other: the UUID of the root of its page tree."""
    return str(PortalPage.objects.filter(depth=1).values_list("uuid", flat=True).first() or "")


def record_models() -> dict[str, type[models.Model]]:
    """Return the models of records that are no pages, by the name they have in files."""
    return {
        model._meta.label_lower: model for model in translated_models() if not issubclass(model, PortalPage)
    }


def find(refs: Iterable[RecordRef], *, for_update: bool = False) -> dict[RecordRef, models.Model]:
    """Return the records that exist, pages as they are drafted; with ``for_update`` nobody else writes them."""
    wanted = list(refs)
    return {**_find_pages(wanted, for_update), **_find_others(wanted, for_update)}


def _find_pages(refs: list[RecordRef], for_update: bool) -> dict[RecordRef, models.Model]:
    identities = [ref.identity for ref in refs if ref.kind == PAGE and _is_uuid(ref.identity)]
    pages = PortalPage.objects.filter(uuid__in=identities, depth__gt=1)
    if for_update:
        pages = pages.select_for_update()
    return {ref_of(page): drafted(page) for page in pages.specific()}


def _find_others(refs: list[RecordRef], for_update: bool) -> dict[RecordRef, models.Model]:
    found: dict[RecordRef, models.Model] = {}
    for label, model in record_models().items():
        named = [record_key(ref.identity) for ref in refs if ref.kind == label]
        keys = [key for key in named if key is not None]
        if not keys:
            continue
        records: Any = model._default_manager.filter(pk__in=keys)
        if for_update:
            records = records.select_for_update()
        found |= {ref_of(record): drafted(record) for record in records}
    return found


def drafted(instance: models.Model) -> models.Model:
    """Return a record with what was written last."""
    return as_drafted(instance)


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def title_of(instance: models.Model) -> str:
    """Return the title of a record, in the portal's default language."""
    with default_language():
        return str(instance)


def type_name(instance: models.Model) -> str:
    """Return what kind of record it is, in words."""
    name = str(instance._meta.verbose_name)
    return name[:1].upper() + name[1:]


def edit_address(instance: models.Model, user: Any = None) -> str:
    """Return the address of a record's form in the admin, empty when there is none for ``user``."""
    if is_page(instance):
        return reverse("wagtailadmin_pages:edit", args=[instance.pk])
    try:
        return AdminURLFinder(user).get_edit_url(instance) or ""
    except NoReverseMatch:
        return ""


def public_address(instance: models.Model, language: str) -> str:
    """Return the address of a page in ``language``, empty for other records."""
    return (instance.get_url_in(language) or "") if is_page(instance) else ""
