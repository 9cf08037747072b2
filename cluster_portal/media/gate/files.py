"""What comes out of the gate."""

from io import BytesIO
from pathlib import PurePosixPath

from django.core.files.uploadedfile import InMemoryUploadedFile


class PassedFile(InMemoryUploadedFile):
    """A picture as it may be stored, named after its kind. It has been looked at: the gate lets it through again.

    ``width`` and ``height`` are in pixels, before the picture is turned upright.
    """

    def __init__(
        self, content: bytes, name: str, extension: str, media_type: str, size: tuple[float, float]
    ) -> None:
        self.width, self.height = size
        plain = PurePosixPath(name.replace("\\", "/"))
        # What is right already stays as it is written: “.JPG”, “.jpeg”.
        ending = plain.suffix[1:]
        same = {ending.lower(), {"jpeg": "jpg"}.get(ending.lower())}
        renamed = plain.name if extension in same else f"{plain.stem or 'file'}.{extension}"
        super().__init__(BytesIO(content), "file", renamed, media_type, len(content), None)
