"""Wagtail's user screens, for a user model with one name."""

from wagtail.users.apps import WagtailUsersAppConfig


class StaffUsersConfig(WagtailUsersAppConfig):
    """Uses the portal's own forms for people."""

    user_viewset = "cluster_portal.staff.user_views.StaffUserViewSet"
