"""The app of images and documents."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Images and documents with texts per language."""

    name = "cluster_portal.media"
    label = "media"
    verbose_name = _("media")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let files follow the pages that name them."""
        from cluster_portal.media import apart, receivers, uses  # noqa: F401
        from cluster_portal.operations.jobs import register_job

        register_job("renditions_apart", timedelta(minutes=1), apart.put_renditions_in_their_place)
        # Finds what was written past the models.
        register_job("files_of_pages", timedelta(days=1), uses.rebuild)
