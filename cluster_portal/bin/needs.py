"""Which records cannot do without a page."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey

from cluster_portal.pages.models import PortalPage

# More names than these only lengthen the screen; the page of uses has them all.
MOST = 8


def needing(page: PortalPage) -> list[models.Model]:
    """Return some of the records that have to name ``page`` or one below it, and do not go with it."""
    found: dict[tuple[str, Any], models.Model] = {}
    for model, name in _protecting():
        rows: models.QuerySet[Any] = model._base_manager.filter(**{f"{name}__path__startswith": page.path})
        parents = [field.name for field in model._meta.fields if isinstance(field, ParentalKey)]
        for parent in parents:
            if issubclass(model._meta.get_field(parent).related_model, PortalPage):  # type: ignore[arg-type]
                rows = rows.exclude(Q(**{f"{parent}__path__startswith": page.path}))
        for row in rows.select_related(*parents)[:MOST]:
            record = getattr(row, parents[0]) if parents else row
            found[record._meta.label, record.pk] = record
    return list(found.values())[:MOST]


def _protecting() -> set[tuple[type[models.Model], str]]:
    return {
        (relation.related_model, relation.field.name)
        for model in apps.get_models()
        if issubclass(model, PortalPage)
        for relation in model._meta.related_objects
        if getattr(relation, "on_delete", None) is models.PROTECT
    }
