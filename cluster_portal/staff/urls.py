"""Addresses of the admin that answer before Wagtail's own."""

from typing import Any

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from cluster_portal.media.admin_views import PortalCollectionEdit
from cluster_portal.media.upload_views import AddDocuments, AddImages, CompleteDocument, CompleteImage
from cluster_portal.signin.views import to_sign_in
from cluster_portal.staff.account import StaffAccountView
from cluster_portal.staff.links import AddressView


def _staff(view: Any) -> Any:
    return never_cache(require_admin_access(view.as_view()))


urlpatterns = [
    path("images/multiple/add/", _staff(AddImages), name="staff_add_images"),
    path(
        "images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/",
        _staff(CompleteImage),
        name="staff_complete_image",
    ),
    path("documents/multiple/add/", _staff(AddDocuments), name="staff_add_documents"),
    path(
        "documents/multiple/create_from_uploaded_document/<int:uploaded_file_id>/",
        _staff(CompleteDocument),
        name="staff_complete_document",
    ),
    path("login/", to_sign_in, name="wagtailadmin_login"),
    path("collections/<int:pk>/", _staff(PortalCollectionEdit), name="staff_edit_collection"),
    path("choose-external-link/", _staff(AddressView), name="wagtailadmin_choose_page_external_link"),
    path("account/", _staff(StaffAccountView), name="wagtailadmin_account"),
]
