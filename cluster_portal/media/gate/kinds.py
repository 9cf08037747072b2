"""What an uploaded file is, told by its content; its name must agree."""

import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cluster_portal.media.gate import archives


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that may be uploaded: how its name ends, and what browsers call it."""

    extension: str
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
KINDS = {
    kind.extension: kind
    for kind in (
        Kind("pdf", "application/pdf"),
        Kind("docx", f"{_OFFICE}.wordprocessingml.document"),
        Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
        Kind("pptx", f"{_OFFICE}.presentationml.presentation"),
        Kind("odt", f"{_OPEN}.text"),
        Kind("ods", f"{_OPEN}.spreadsheet"),
        Kind("odp", f"{_OPEN}.presentation"),
        Kind("csv", "text/csv"),
        Kind("txt", "text/plain"),
        Kind("png", "image/png"),
        Kind("jpg", "image/jpeg"),
        Kind("zip", "application/zip"),
    )
}
_ALIASES = {"jpeg": "jpg"}
# The part that makes an Office file what it is.
_OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_SIGNATURES = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
# Control characters that stand in no text.
_BINARY = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f")
_CHUNK = 64 * 1024


def names_of_kinds() -> str:
    """Return how the names of files may end, as people write it."""
    return ", ".join(KINDS)


def kind_of(file: IO[bytes], name: str, accepted: Collection[str] = tuple(KINDS)) -> Kind:
    """Return what ``file`` is. Raises ValidationError when it may not be uploaded or is not what it is called."""
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    kind = KINDS.get(_ALIASES.get(ending, ending))
    if kind is None or kind.extension not in accepted:
        raise ValidationError(
            _("Files of this kind are not accepted. Accepted are: %(kinds)s.")
            % {"kinds": ", ".join(accepted)},
            code="kind",
        )
    file.seek(0)
    is_so = _CHECKS[kind.extension](file, kind)
    file.seek(0)
    if not is_so:
        raise ValidationError(
            _("The name of the file says that it is %(kind)s, but its content is something else.")
            % {"kind": kind.extension.upper()},
            code="content",
        )
    return kind


def _has_signature(file: IO[bytes], kind: Kind) -> bool:
    signature = _SIGNATURES[kind.extension]
    return file.read(len(signature)) == signature


def _is_text(file: IO[bytes], kind: Kind) -> bool:
    """Say whether the file is text, in UTF-8 or in a one-byte encoding as spreadsheets write it."""
    while chunk := file.read(_CHUNK):
        if chunk.translate(None, _BINARY) != chunk:
            return False
    return True


def _is_archive(file: IO[bytes], kind: Kind) -> bool:
    with archives.opened(file) as archive:
        return archive is not None and not _office_kind(archive)


def _is_office(file: IO[bytes], kind: Kind) -> bool:
    with archives.opened(file) as archive:
        return archive is not None and _office_kind(archive) == kind.extension


def _office_kind(archive: zipfile.ZipFile) -> str:
    """Return which Office file an archive is; empty for another archive."""
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        return next((kind for kind, part in _OFFICE_PARTS.items() if part in names), "other")
    if "mimetype" in names:
        media_type = archives.beginning_of(archive, "mimetype").decode("ascii", "replace").strip()
        if media_type.startswith(_OPEN):
            return next((kind.extension for kind in KINDS.values() if kind.media_type == media_type), "other")
    return ""


_CHECKS: dict[str, Callable[[IO[bytes], Kind], bool]] = {
    **dict.fromkeys(_SIGNATURES, _has_signature),
    **dict.fromkeys(("csv", "txt"), _is_text),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), _is_office),
    "zip": _is_archive,
}
