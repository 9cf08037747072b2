"""Wagtail's user screens, for a user model with one name."""

from wagtail.users.apps import WagtailUsersAppConfig


class StaffUsersConfig(WagtailUsersAppConfig):
    """Uses the portal's own forms for people."""

    user_viewset = "cluster_portal.staff.user_views.StaffUserViewSet"

    def ready(self) -> None:
        """Keep the screens of groups to administrators."""
        from django.contrib.auth.models import Group
        from wagtail.permissions import register_permission_policy

        from cluster_portal.staff.people_rights import AdministratorsOnly

        super().ready()
        register_permission_policy(Group, AdministratorsOnly(Group))
