"""Finding the records that a translator works on."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.permissions import policy_registry

from cluster_portal.database import record_key
from cluster_portal.languages.records import as_drafted, translated_models
from cluster_portal.languages.units import source_language_of
from cluster_portal.pages.models import PortalPage


def record_of(key: str) -> models.Model | None:
    """Return the record with the key ``content type-number``, a page as it is drafted; None for none."""
    content_type, _dash, object_id = key.partition("-")
    kind_key, record_pk = record_key(content_type), record_key(object_id)
    if kind_key is None or record_pk is None:
        return None
    kind = ContentType.objects.filter(pk=kind_key).first()
    model = kind.model_class() if kind else None
    if model is None or model not in translated_models():
        return None
    record = model._default_manager.filter(pk=record_pk).first()
    if record is None or (isinstance(record, PortalPage) and record.alias_of_id):
        return None
    return as_drafted(record)


def may_edit(user: Any, record: models.Model) -> bool:
    """Say whether a user may edit a record, in whichever language, and nobody else keeps it locked."""
    if isinstance(record, PortalPage):
        lock = record.get_lock()
        return record.permissions_for_user(user).can_edit() and not (lock and lock.for_user(user))
    return policy_registry.get_by_type(type(record)).user_has_permission_for_instance(user, "change", record)


def may_see(user: Any, record: models.Model) -> bool:
    """Say whether a user may read the draft of a record."""
    if isinstance(record, PortalPage):
        return record.permissions_for_user(user).can_edit()
    policy = policy_registry.get_by_type(type(record))
    return policy.user_has_any_permission_for_instance(user, ["change", "view"], record)


def export_url(records: Iterable[models.Model], target: str = "") -> str:
    """Return where these records are exported for translation; a shared record is exported with its kind.

    Nothing when the portal exchanges no files.
    """
    records = list(records)
    query = [("page", str(record.pk)) for record in records if isinstance(record, PortalPage)]
    kinds = {record._meta.label_lower for record in records if not isinstance(record, PortalPage)}
    query += [("kind", kind) for kind in sorted(kinds)]
    query += [("source", source_language_of(record)) for record in records[:1]]
    query += [("target", target)] if target else []
    try:
        return f"{reverse('exchange_export')}?{urlencode(query)}"
    except NoReverseMatch:
        return ""


def edit_url(user: Any, record: models.Model) -> str:
    """Return the address of a record's form, nothing when the user has none."""
    if isinstance(record, PortalPage):
        return reverse("wagtailadmin_pages:edit", args=[record.pk])
    return AdminURLFinder(user).get_edit_url(record) or ""
