"""The admin's API: the explorer and the choosers read it, and nobody changes anything by it.

Wagtail also lets it publish, copy, move, convert, revert and delete pages, past the portal's screens.
"""

from typing import Any, ClassVar

from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry

# Whoever may do one of these with a file or a picture finds it in the admin.
_SHOWN = ("add", "change", "delete", "choose")


class ReadOnlyPages(PagesAdminAPIViewSet):
    """Pages that a person finds in the explorer."""

    actions: ClassVar[dict[str, Any]] = {}


class _OwnCollections:
    """Lists what stands in collections that the person works with."""

    def get_queryset(self) -> Any:
        """Leave out what the person does not find in the admin either."""
        found = super().get_queryset()  # type: ignore[misc]
        user = self.request.user  # type: ignore[attr-defined]
        shown = policy_registry.get_by_type(found.model).instances_user_has_any_permission_for(user, _SHOWN)
        return found.filter(pk__in=shown.values("pk"))


class OwnDocuments(_OwnCollections, DocumentsAdminAPIViewSet):
    """Documents of one's collections."""


class OwnImages(_OwnCollections, ImagesAdminAPIViewSet):
    """Images of one's collections."""


def close_admin_api(router: WagtailAPIRouter) -> None:
    """Let the admin's API be read, by each person as far as the admin's screens let them read."""
    router.register_endpoint("pages", ReadOnlyPages)
    router.register_endpoint("documents", OwnDocuments)
    router.register_endpoint("images", OwnImages)
