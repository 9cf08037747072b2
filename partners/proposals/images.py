"""Pictures that partners upload: decoded before they are kept, whatever their name says."""

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image

MOST_BYTES = 5 * 1024 * 1024
# A small file may unfold into a picture that fills the memory.
MOST_PIXELS = 40_000_000
FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
_SUFFIXES = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}


class UploadedImageField(forms.FileField):
    """A PNG, JPEG or WebP picture of at most 5 MB."""

    widget = forms.FileInput(attrs={"accept": ",".join(FORMATS.values())})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Decode the picture; note its size and format on the file."""
        file = super().clean(data, initial)
        if not file:
            return file
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 5 MB."))
        file.picture = _decoded(file)
        return file


def _decoded(file: "UploadedFile[Any]") -> Image.Image:
    """Return the picture. Raises ValidationError for what is none, or none of the three kinds."""
    refusal = ValidationError(_("This is no picture that can be read: send a PNG, JPEG or WebP file."))
    try:
        file.seek(0)
        picture = Image.open(file, formats=list(FORMATS))
        if picture.width * picture.height > MOST_PIXELS:
            raise ValidationError(_("The picture has too many pixels: send a smaller one."))
        picture.load()
    except ValidationError:
        raise
    # Pillow's decoders raise many kinds of errors on broken data.
    except Exception as error:
        raise refusal from error
    finally:
        file.seek(0)
    return picture


def description(file: Any) -> dict[str, Any]:
    """Return what is told of an uploaded picture, and what identifies it."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    return {
        "name": str(file.name)[-100:],
        "width": file.picture.width,
        "height": file.picture.height,
        "digest": hashlib.sha256(content).hexdigest(),
        "format": file.picture.format,
    }


def suffix(told: dict[str, Any]) -> str:
    """Return the ending of the name under which a picture is kept: that of its real format."""
    return _SUFFIXES[told["format"]]


def content_type(told: dict[str, Any]) -> str:
    """Return the type under which a picture is served: that of its real format."""
    return FORMATS[told["format"]]
