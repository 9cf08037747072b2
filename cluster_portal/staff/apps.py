"""The app of what staff see in the admin beyond Wagtail."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """Staff's home screen, columns, previews, confirmation of publishing, groups."""

    name = "cluster_portal.staff"
    label = "staff"
    verbose_name = _("staff")
    default_auto_field = "django.db.models.BigAutoField"
