"""Images and documents: title and alternative text per language, credit, rights."""

from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from cluster_portal.languages.codes import columns
from cluster_portal.languages.records import TranslatedRecord


class Rights(models.Model):
    """Who made a file and on which terms the portal may show it."""

    credit = models.CharField(_("credit"), max_length=255, blank=True, help_text=_("Who made it."))
    rights = models.CharField(
        _("rights"), max_length=255, blank=True, help_text=_("Licence or permission under which it is shown.")
    )

    class Meta:
        abstract = True


class PortalImage(TranslatedRecord, Rights, AbstractImage):  # noqa: DJ008 - Wagtail's has __str__
    """An image. Either it says something, and has an alternative text, or it is decorative."""

    # Wagtail reads alternative texts from ``description``.
    description = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_("What the image tells somebody who cannot see it."),
    )
    # Not ``decorative``: Wagtail sets an attribute of that name on every image it reads.
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("The image tells nothing that the text does not say.")
    )

    admin_form_fields = (
        "file",
        *columns("title").values(),
        *columns("description").values(),
        "is_decorative",
        "credit",
        "rights",
        *(name for name in Image.admin_form_fields if name not in ("title", "file", "description")),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        """Return the text for ``alt``: empty for a decorative image, never the file name."""
        return "" if self.is_decorative else str(self.texts.description)


# Below the folder of public files, but given out only by a view that asks who may see the image.
PRIVATE_FOLDER = "private_images"


class PortalRendition(AbstractRendition):
    """A resized copy of an image. Those of images in restricted collections lie in a folder of their own."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="media_rendition_once"
            )
        ]

    def get_upload_to(self, filename: str) -> str:
        """Return where the copy is kept."""
        path = PurePosixPath(super().get_upload_to(filename))
        if not self.image.collection.get_view_restrictions().exists():
            return str(path)
        return f"{PRIVATE_FOLDER}/{path.name}"


class PortalDocument(TranslatedRecord, Rights, AbstractDocument):  # noqa: DJ008 - Wagtail's has __str__
    """A file to download, with a title per language."""

    description = models.TextField(_("description"), blank=True)

    admin_form_fields = (
        "file",
        *columns("title").values(),
        *columns("description").values(),
        "credit",
        "rights",
        *(name for name in Document.admin_form_fields if name not in ("title", "file")),
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
