"""The fields of forms through which files come in: what they take has passed the gate."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import FileField
from django.utils.translation import gettext_lazy as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.images.fields import WagtailImageField

from cluster_portal.media.gate import passed_document, passed_picture

NOT_KEPT = _(
    "The file could not be stored: the disk is full, or cannot be written to. Nothing was kept. Please tell those "
    "who run the portal, and try again later."
)


class PictureField(WagtailImageField):
    """A picture of any kind that the portal shows, or a photo of a telephone, which becomes a JPEG."""

    def to_python(self, data: Any) -> Any:
        """Return the picture as it may be stored. Wagtail's own field would decode it whole to learn its size."""
        file = FileField.to_python(self, data)
        if file is not None:
            self.check_image_file_size(file)
            file = passed_picture(file)
        return file


class DocumentField(WagtailDocumentField):
    """A document of a kind that is accepted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ", ".join(settings.WAGTAILDOCS_EXTENSIONS)
        self.help_text = _("At most %(size)s. Accepted are: %(kinds)s.") % {
            "size": self.max_upload_size_text,
            "kinds": kinds,
        }
        self.widget.attrs.setdefault(
            "accept", ",".join(f".{kind}" for kind in settings.WAGTAILDOCS_EXTENSIONS)
        )

    def to_python(self, data: Any) -> Any:
        """Return the document as it may be stored."""
        file: UploadedFile[Any] | None = super().to_python(data)
        return file and passed_document(file, settings.WAGTAILDOCS_EXTENSIONS)[0]


def refusal_to_keep(error: Exception) -> ValidationError:
    """Return what is told when a file that passed cannot be written."""
    return ValidationError(NOT_KEPT, code="not_kept")
