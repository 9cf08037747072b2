"""The CORDIS screens in the admin's menu."""

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_admin_urls")
def cordis_urls() -> list[URLResolver]:
    """Add the screens."""
    return [path("cordis/", include("projects.cordis.urls"))]


class CordisMenuItem(MenuItem):
    """Shown to those who may decide."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the user may decide about facts."""
        return request.user.has_perm("cordis.change_proposal")


@hooks.register("register_admin_menu_item")
def cordis_menu_item() -> MenuItem:
    """Add the menu item."""
    return CordisMenuItem(
        _("CORDIS"), reverse("cordis:index"), name="cordis", icon_name="download", order=230
    )


@hooks.register("register_permissions")
def cordis_permissions() -> QuerySet[Permission]:
    """Let groups be given the right to upload and to decide."""
    uploading = Q(content_type__app_label="cordis", codename="add_importrun")
    deciding = Q(content_type__app_label="cordis", codename="change_proposal")
    return Permission.objects.filter(uploading | deciding)


@hooks.register("register_editor_permissions")
def editors_may_import() -> list[tuple[str, str]]:
    """Let editors read files of CORDIS and decide on what is proposed."""
    return [("cordis", "add_importrun"), ("cordis", "change_proposal")]
