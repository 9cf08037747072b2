"""Moving files to a collection that is open to more people takes the right to change who may enter the first.

Wagtail lets whoever may change a collection set who may enter it; whoever may not must not reach the same by moving
a file, or the collection itself.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.permissions import policy_registry

_LOGIN, _GROUPS = CollectionViewRestriction.LOGIN, CollectionViewRestriction.GROUPS


def refusal_of_move(before: Collection, after: Collection, user: Any) -> str:
    """Return why ``user`` may not move something from one collection below or into another; nothing if they may."""
    held = list(after.get_view_restrictions())
    opened = [
        found
        for found in before.get_view_restrictions().select_related("collection")
        if not any(_includes(other, found) for other in held)
    ]
    closed_by = {found.collection for found in opened if not _may_open(found.collection, user)}
    if not closed_by:
        return ""
    return _(
        "“%(before)s” is closed by its privacy settings and “%(after)s” is open to more people. Choose a collection "
        "that is closed in the same way, or ask somebody who may change the privacy of “%(closed)s”."
    ) % {
        "before": before.name,
        "after": after.name,
        "closed": ", ".join(sorted(collection.name for collection in closed_by)),
    }


def _may_open(collection: Collection, user: Any) -> bool:
    """Say whether ``user`` may change who may enter ``collection``, as Wagtail's screen asks."""
    policy = policy_registry.get_by_type(Collection)
    return bool(policy.user_has_permission_for_instance(user, "change", collection))


def _includes(other: CollectionViewRestriction, found: CollectionViewRestriction) -> bool:
    """Say whether everybody who passes ``other`` passes ``found``."""
    if other.pk == found.pk:
        return True
    if found.restriction_type == _LOGIN:
        return other.restriction_type in (_LOGIN, _GROUPS)
    if found.restriction_type != other.restriction_type:
        return False
    if found.restriction_type == _GROUPS:
        return _groups(other) <= _groups(found)
    return bool(found.password == other.password)


def _groups(restriction: CollectionViewRestriction) -> set[int]:
    return set(restriction.groups.values_list("pk", flat=True))


def refusals(files: Iterable[Any], after: Collection, user: Any) -> list[str]:
    """Return the same for files of several collections, each reason once."""
    collections = Collection.objects.filter(pk__in={file.collection_id for file in files}).order_by("pk")
    return [reason for before in collections if (reason := refusal_of_move(before, after, user))]
