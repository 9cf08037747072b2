"""Addresses of the admin that answer before Wagtail's own."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from cluster_portal.staff.account import StaffAccountView

urlpatterns = [
    path(
        "account/", never_cache(require_admin_access(StaffAccountView.as_view())), name="wagtailadmin_account"
    ),
]
