"""Who may manage whom: nobody lifts himself or others above his own rights, nor takes over an account above his own.

Administrators manage everybody. Others who may change people manage those whose rights they have themselves, and
give groups whose rights they have themselves; an administrator's account is out of their reach.
"""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from cluster_portal.accounts.models import User
from cluster_portal.languages.rights import limit_of


class AdministratorsOnly(ModelPermissionPolicy):
    """Groups are rights: whoever could change one could give himself any."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Let administrators do everything, others nothing."""
        return bool(user.is_active and user.is_superuser)


def givable_groups(actor: Any) -> "QuerySet[Group]":
    """Return the groups in which ``actor`` may put somebody, or from which they may take somebody."""
    groups = Group.objects.order_by("name")
    if actor.is_superuser:
        return groups
    rights = _Rights(actor)
    return groups.filter(pk__in=[group.pk for group in groups if rights.include(group)])


def may_manage(actor: Any, person: User) -> bool:
    """Say whether ``actor`` may change, switch off or delete the account of ``person``."""
    if actor.is_superuser or actor.pk == person.pk:
        return True
    if person.is_superuser:
        return False
    rights = _Rights(actor)
    own = {f"{label}.{codename}" for label, codename in _named(person.user_permissions)}
    return own <= rights.named and all(rights.include(group) for group in person.groups.all())


class _Rights:
    """What somebody may do: of records, of pages and in collections, each with what lies below."""

    def __init__(self, actor: Any) -> None:
        self.named = actor.get_all_permissions()
        self.limit = limit_of(actor)
        self.groups = list(actor.groups.prefetch_related(*_PLACES))
        self.places = {place for group in self.groups for place in _places(group)}

    def include(self, group: Group) -> bool:
        """Say whether ``group`` gives nothing beyond these rights."""
        if group in self.groups:
            return True
        if self.limit is not None:
            languages = set(group.languages.values_list("language", flat=True))
            if not languages or not languages <= self.limit:
                return False
        if not {f"{label}.{codename}" for label, codename in _named(group.permissions)} <= self.named:
            return False
        return all(
            any(permission == own and path.startswith(above) for own, above in self.places)
            for permission, path in _places(group)
        )


_PLACES = ("page_permissions__page", "collection_permissions__collection")


def _places(group: Any) -> set[tuple[tuple[str, int], str]]:
    """Return each right on a part of the page tree or of the collections, with the path of that part."""
    pages = {(("page", row.permission_id), row.page.path) for row in group.page_permissions.all()}
    return pages | {
        (("collection", row.permission_id), row.collection.path) for row in group.collection_permissions.all()
    }


def _named(permissions: Any) -> Any:
    return permissions.values_list("content_type__app_label", "codename")
