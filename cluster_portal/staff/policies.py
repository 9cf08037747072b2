"""Rights in the admin that depart from Wagtail's."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy


class AllBut(ModelPermissionPolicy):
    """The ordinary rights on a model without some actions, which nobody has."""

    def __init__(self, model: type[Model], *actions: str) -> None:
        super().__init__(model)
        self._refused = frozenset(actions)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether a user may do something."""
        return action not in self._refused and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Return whether a user may do one of several things."""
        return super().user_has_any_permission(user, set(actions) - self._refused)
