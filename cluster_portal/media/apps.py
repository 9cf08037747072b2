"""The app of images and documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Images and documents with texts per language."""

    name = "cluster_portal.media"
    label = "media"
    verbose_name = _("media")
    default_auto_field = "django.db.models.BigAutoField"
