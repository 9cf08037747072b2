"""Archives that people upload, Office files among them: what must not be in them."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What an archive may unpack to: in all, and how many times its own size once that is more than a little.
MOST_BYTES = 1024**3
MOST_TIMES = 100
LITTLE = 10 * 1024**2
MOST_MEMBERS = 10_000
# Office files that carry macros, and programs.
_REFUSED_ENDINGS = frozenset(
    [
        "docm",
        "dotm",
        "xlsm",
        "xltm",
        "xlam",
        "xlsb",
        "pptm",
        "potm",
        "ppsm",
        "ppam",
        "exe",
        "dll",
        "com",
        "scr",
        "bat",
        "cmd",
        "ps1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "hta",
        "msi",
        "lnk",
        "jar",
        "app",
        "reg",
    ]
)
_ENCRYPTED = 0x1
# What reading a damaged archive raises.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    lzma.LZMAError,
    ArithmeticError,
    LookupError,
    RuntimeError,
    ValueError,
    EOFError,
    OSError,
)


@contextmanager
def opened(file: IO[bytes]) -> Iterator[zipfile.ZipFile | None]:
    """Open an archive that was found harmless; None for what is no archive.

    Raises ValidationError for one that unpacks to far more than it says, is encrypted, or holds macros or programs.
    """
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGED:
        yield None
        return
    with archive:
        _refuse_bomb(archive)
        _refuse_what_cannot_be_checked(archive)
        _refuse_programs(archive)
        yield archive


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    is_blown_up = unpacked > LITTLE and unpacked > MOST_TIMES * max(packed, 1)
    if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES or is_blown_up:
        raise ValidationError(
            _(
                "The file unpacks to far more than its own size, which could fill the disks of those who open it."
            ),
            code="bomb",
        )


def _refuse_what_cannot_be_checked(archive: zipfile.ZipFile) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in archive.infolist()):
        raise ValidationError(
            _(
                "The file is protected with a password, so that nobody can check what is in it. Remove the password."
            ),
            code="encrypted",
        )


def _refuse_programs(archive: zipfile.ZipFile) -> None:
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        is_macro = path.name.lower() == "vbaproject.bin" or path.parts[:1] == ("Basic",)
        if is_macro:
            raise ValidationError(_("The file holds macros. Save it without macros."), code="macros")
        if path.suffix.lower().removeprefix(".") in _REFUSED_ENDINGS:
            raise ValidationError(
                _("The file holds “%(name)s”, a program or a file with macros.") % {"name": path.name[:80]},
                code="program",
            )
    types = "[Content_Types].xml"
    if types in archive.namelist() and b"macroEnabled" in beginning_of(archive, types):
        raise ValidationError(_("The file holds macros. Save it without macros."), code="macros")


def beginning_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the beginning of a member, as far as it can be read."""
    try:
        with archive.open(name) as member:
            return member.read(LITTLE)
    except DAMAGED:
        return b""
