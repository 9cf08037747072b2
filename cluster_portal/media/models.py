"""Images and documents: title and alternative text per language, credit, rights."""

import logging
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import File
from django.db import DatabaseError, models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.exceptions import InvalidFilterSpecError, UnknownOutputImageFormatError
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image, SourceImageIOError

from cluster_portal.languages.codes import columns
from cluster_portal.languages.records import TranslatedRecord
from cluster_portal.media.metadata import WithoutMetadata

logger = logging.getLogger(__name__)


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
    def can_be_shown(self) -> bool:
        """Say whether copies can be made of it."""
        from cluster_portal.media.renditions import rendition

        return rendition(self, "max-165x165") is not None

    @property
    def default_alt_text(self) -> str:
        """Return the text for ``alt``: empty for a decorative image, never the file name."""
        return "" if self.is_decorative else str(self.texts.description)

    def get_rendition(self, filter: Filter | str) -> "PortalRendition":
        """Return a copy; one that shows nothing where none can be made, so that no page breaks."""
        try:
            return super().get_rendition(filter)
        except SourceImageIOError:
            return PortalRendition.of_nothing(self)

    def get_renditions(self, *filters: Filter | str) -> dict[str, "PortalRendition"]:
        """Return several copies, as ``get_rendition`` does."""
        try:
            return super().get_renditions(*filters)
        except SourceImageIOError:
            specs = [each if isinstance(each, str) else each.spec for each in filters]
            return dict.fromkeys(specs, PortalRendition.of_nothing(self))

    def create_rendition(self, filter: Filter) -> "PortalRendition":
        """Make a copy and store it. Raises SourceImageIOError where a picture or a disk keeps it from that."""
        try:
            return super().create_rendition(filter)
        except (InvalidFilterSpecError, UnknownOutputImageFormatError, DatabaseError, SourceImageIOError):
            raise
        # Decoders raise many kinds of errors on broken data, storages on a full disk.
        except Exception as error:
            logger.warning("No copy “%s” of image %s: %r", filter.spec, self.pk, error)
            raise SourceImageIOError(str(error)) from error

    def create_renditions(self, *filters: Filter) -> dict[Filter, "PortalRendition"]:
        """Make one copy after the other: several large pictures at once would fill the memory."""
        return {filter: self.create_rendition(filter) for filter in filters}

    def generate_rendition_file(self, filter: Filter, *, source: Any = None) -> File:  # type: ignore[type-arg]
        """Make a resized copy that tells nothing of where, when and by whom the picture was taken."""
        return super().generate_rendition_file(WithoutMetadata(filter.spec), source=source)


# Below the folder of public files, but given out only by a view that asks who may see the image.
PRIVATE_FOLDER = "private_images"


class PortalRendition(AbstractRendition):
    """A resized copy of an image. Those of images that not everybody may see lie in a folder of their own."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="media_rendition_once"
            )
        ]

    @classmethod
    def of_nothing(cls, image: PortalImage) -> "PortalRendition":
        """Return what stands for a copy that cannot be made, as Wagtail has it: without a size."""
        rendition = cls(image=image, width=0, height=0)
        rendition.file.name = "not-found"
        return rendition

    def img_tag(self, *args: Any, **kwargs: Any) -> str:
        """Return the element; nothing for a copy that cannot be made."""
        return str(super().img_tag(*args, **kwargs)) if self.width else ""

    def get_upload_to(self, filename: str) -> str:
        """Return where the copy is kept."""
        from cluster_portal.media.access import is_open_to_all

        path = PurePosixPath(super().get_upload_to(filename))
        if is_open_to_all(self.image):
            return str(path)
        return f"{PRIVATE_FOLDER}/{path.name}"


class PortalDocument(TranslatedRecord, Rights, AbstractDocument):  # noqa: DJ008 - Wagtail's has __str__
    """A file to download, with a title per language."""

    description = models.TextField(_("description"), blank=True)
    # Names of files that were replaced: their addresses lead to the present one.
    former_names = models.JSONField(default=list, editable=False)

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the document, and remember the name of a file that is replaced by one of another name."""
        update_fields = kwargs.get("update_fields")
        if self.pk and (update_fields is None or "file" in update_fields):
            self._keep_former_name()
            if update_fields is not None:
                kwargs["update_fields"] = {*update_fields, "former_names"}
        super().save(*args, **kwargs)

    save.alters_data = True  # type: ignore[attr-defined]

    def has_name(self, filename: str) -> bool:
        """Say whether the document is found by this name, of now or of before."""
        return filename in (self.filename, *self.former_names)

    def _keep_former_name(self) -> None:
        stored = type(self)._base_manager.filter(pk=self.pk).values_list("file", flat=True).first()
        former = PurePosixPath(stored or "").name
        names = {*self.former_names, former} - {self.filename, ""}
        self.former_names = sorted(names)


class FileUse(models.Model):
    """A file that the texts of a page name, or that the page or one of its drafts has named before.

    ``is_live``: the page names it now, in the text of ``language`` (empty for facts). Rows stay when a page no longer
    names a file, and when the page is gone: what a page has named once never becomes public by being left out.
    Files that columns name (the document of a result, a logo) are read there; see ``cluster_portal.media.naming``.
    """

    page = models.ForeignKey(
        "pages.PortalPage", null=True, on_delete=models.SET_NULL, related_name="file_uses"
    )
    document = models.ForeignKey(PortalDocument, null=True, on_delete=models.CASCADE, related_name="+")
    image = models.ForeignKey(PortalImage, null=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    is_live = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", kind, "language"], name=f"media_{kind}_use_once")
            for kind in ("document", "image")
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.document_id or self.image_id} {self.language}"
