"""Wagtail's user screens, for a user model with one name."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.apps import WagtailUsersAppConfig


class AdministratorsOnly(ModelPermissionPolicy):
    """Groups are rights: whoever could change one could give himself any."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Let administrators do everything, others nothing."""
        return bool(user.is_active and user.is_superuser)


class StaffUsersConfig(WagtailUsersAppConfig):
    """Uses the portal's own forms for people."""

    user_viewset = "cluster_portal.staff.user_views.StaffUserViewSet"

    def ready(self) -> None:
        """Keep the screens of groups to administrators."""
        from django.contrib.auth.models import Group
        from wagtail.permissions import register_permission_policy

        super().ready()
        register_permission_policy(Group, AdministratorsOnly(Group))
