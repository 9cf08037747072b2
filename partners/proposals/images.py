"""Pictures that partners upload: what is told of them, and under which name they are kept."""

import hashlib
from typing import Any

from django import forms
from django.conf import settings

from cluster_portal.media.gate import passed_picture
from cluster_portal.media.gate.pictures import KINDS

FORMATS = ("PNG", "JPEG", "WEBP", "HEIC")


class UploadedImageField(forms.FileField):
    """A PNG, JPEG or WebP picture, or a photo of a telephone, no larger than one that staff may upload."""

    widget = forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/heic,image/heif"})

    def to_python(self, data: Any) -> Any:
        """Return the picture as it may be kept."""
        file = super().to_python(data)
        return file and passed_picture(file, FORMATS, most_bytes=settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)


def description(file: Any) -> dict[str, Any]:
    """Return what is told of an uploaded picture, and what identifies it."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    return {
        "name": str(file.name)[-100:],
        "width": file.width,
        "height": file.height,
        "digest": hashlib.sha256(content).hexdigest(),
        "format": next(form for form, kind in KINDS.items() if kind.media_type == file.content_type),
    }


def suffix(told: dict[str, Any]) -> str:
    """Return the ending of the name under which a picture is kept: that of its real format."""
    return KINDS[told["format"]].extension


def content_type(told: dict[str, Any]) -> str:
    """Return the type under which a picture is served: that of its real format."""
    return KINDS[told["format"]].media_type
