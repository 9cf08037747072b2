"""Addresses of the admin that answer before Wagtail's own."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from cluster_portal.media.admin_views import PortalCollectionEdit
from cluster_portal.signin.views import to_sign_in
from cluster_portal.staff.account import StaffAccountView
from cluster_portal.staff.links import AddressView

urlpatterns = [
    path("login/", to_sign_in, name="wagtailadmin_login"),
    path(
        "collections/<int:pk>/",
        never_cache(require_admin_access(PortalCollectionEdit.as_view())),
        name="staff_edit_collection",
    ),
    path(
        "choose-external-link/",
        never_cache(require_admin_access(AddressView.as_view())),
        name="wagtailadmin_choose_page_external_link",
    ),
    path(
        "account/", never_cache(require_admin_access(StaffAccountView.as_view())), name="wagtailadmin_account"
    ),
]
