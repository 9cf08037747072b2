"""Pictures that partners upload: what is told of them, and under which name they are kept."""

import hashlib
from typing import Any

from django import forms

from cluster_portal.media.gate import passed_picture
from cluster_portal.media.gate.pictures import KINDS

MOST_BYTES = 5 * 1024 * 1024
FORMATS = ("PNG", "JPEG", "WEBP")


class UploadedImageField(forms.FileField):
    """A PNG, JPEG or WebP picture of at most 5 MB."""

    widget = forms.FileInput(attrs={"accept": ",".join(KINDS[form].media_type for form in FORMATS)})

    def to_python(self, data: Any) -> Any:
        """Return the picture as it may be kept."""
        file = super().to_python(data)
        return file and passed_picture(file, FORMATS, most_bytes=MOST_BYTES)


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
        "format": next(form for form in FORMATS if KINDS[form].media_type == file.content_type),
    }


def suffix(told: dict[str, Any]) -> str:
    """Return the ending of the name under which a picture is kept: that of its real format."""
    return KINDS[told["format"]].extension


def content_type(told: dict[str, Any]) -> str:
    """Return the type under which a picture is served: that of its real format."""
    return KINDS[told["format"]].media_type
