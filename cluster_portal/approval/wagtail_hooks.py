"""What approval adds to the admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from cluster_portal.approval.views import ApproveView


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Add the confirmation of an approval."""
    return [
        path(
            "pages/<int:page_id>/approve/<int:task_state_id>/", ApproveView.as_view(), name="approval_approve"
        )
    ]
