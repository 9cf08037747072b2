"""The identity of rows below a page, such as a project's participations.

A row keeps its UUID through every draft and publication of its page; on a copy of the page it gets another.
"""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model
from modelcluster.models import get_all_child_relations


def give_new_identities(copied: Mapping[Any, Any]) -> None:
    """Give each copied row a UUID of its own; ``copied`` is what modelcluster returns of a copy."""
    for value in copied.values():
        for row in value if isinstance(value, list) else [value]:
            if _has_identity(type(row)):
                row.uuid = uuid.uuid4()


def keep_identities(stored: Model, drafted: Model) -> None:
    """Let rows of a draft keep the UUID under which they are stored, and none take that of another row.

    The revisions of a copied page still name the UUIDs of the page it was copied from.
    """
    for relation in _relations_with_identity(type(stored)):
        accessor = relation.get_accessor_name()
        manager = relation.related_model._default_manager
        known = dict(manager.filter(**{relation.field.name: stored.pk}).values_list("pk", "uuid"))
        rows = list(getattr(drafted, accessor).all())
        # A draft that was published as it is still holds the rows it made without the keys they got.
        keys = {identity: key for key, identity in known.items()}
        present = {row.pk for row in rows}
        for row in rows:
            if row.pk is None and keys.get(row.uuid) not in present:
                row.pk = keys.get(row.uuid)
            row.uuid = known.get(row.pk, row.uuid)
            if row.pk in known:
                # It is stored: it does not stand in its own way when the page is checked.
                row._state.adding = False
        strangers = [row for row in rows if row.pk not in known]
        taken = set(manager.filter(uuid__in=[row.uuid for row in strangers]).values_list("uuid", flat=True))
        for row in strangers:
            if row.uuid in taken:
                row.uuid = uuid.uuid4()


def _has_identity(model: type[Model]) -> bool:
    return any(field.name == "uuid" for field in model._meta.get_fields())


def _relations_with_identity(model: type[Model]) -> Iterator[Any]:
    return (relation for relation in get_all_child_relations(model) if _has_identity(relation.related_model))
