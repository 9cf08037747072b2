"""Documents: of a kind that is accepted, told by their content."""

from collections.abc import Collection
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile

from cluster_portal.media.gate.files import PassedFile
from cluster_portal.media.gate.kinds import KINDS, Kind, kind_of
from cluster_portal.media.gate.pictures import passed_picture

# Documents that are pictures pass as such.
_PICTURES = {"jpg": "JPEG", "png": "PNG"}


def passed_document(
    file: "UploadedFile[Any]", accepted: Collection[str] = tuple(KINDS)
) -> tuple["UploadedFile[Any]", Kind]:
    """Return the document as it may be stored, and what it is. ``accepted``: how its name may end.

    Raises ValidationError when it may not be kept or is not what it is called.
    """
    kind = kind_of(cast("IO[bytes]", file), file.name or "", accepted)
    if kind.extension in _PICTURES and not isinstance(file, PassedFile):
        file = passed_picture(file, [_PICTURES[kind.extension]])
    return file, kind
