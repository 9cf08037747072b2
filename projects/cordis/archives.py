"""Finds the CORDIS files in a folder or an archive, and opens them within limits."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from cluster_portal.media.gate.archives import DAMAGED
from projects.cordis.problems import CordisError

# The largest real file, of a whole framework programme, has less than 200 MB.
MOST_BYTES = 2 * 1024**3
MOST_BYTES_OF_ALL = 4 * 1024**3
# Text shrinks to a tenth, very repetitive text to a fiftieth; what shrinks more was made to do harm.
MOST_SHRUNK = 100
_SMALL = 10 * 1024**2
_MOST_MEMBERS = 5_000
_CHUNK = 1024 * 1024

_KINDS = (
    ("project", re.compile(r"(?:^|[-_a-z0-9])projects?\.csv$", re.IGNORECASE)),
    ("organization", re.compile(r"(?:^|[-_a-z0-9])organi[sz]ations?\.csv$", re.IGNORECASE)),
)


class FileKind(StrEnum):
    """What a file describes."""

    PROJECT = "project"
    ORGANISATION = "organization"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A CSV file on the disk or in an archive."""

    path: Path
    kind: FileKind
    size: int
    member: str = ""

    @property
    def name(self) -> str:
        """Return the name for messages."""
        return f"{self.path.name}/{self.member}" if self.member else self.path.name

    @contextmanager
    def open(self) -> "Iterator[CountedFile]":
        """Open for reading bytes. Raises CordisError when the file breaks a limit or is damaged."""
        if not self.member:
            with self.path.open("rb") as stream:
                yield CountedFile(stream, self.size, self.name)
            return
        with (
            archive_errors(self.path.name),
            zipfile.ZipFile(self.path) as archive,
            archive.open(self.member) as stream,
        ):
            yield CountedFile(stream, self.size, self.name)  # type: ignore[arg-type]


class CountedFile(io.BufferedReader):
    """A stream that counts what it delivers and stops at the declared size."""

    def __init__(self, stream: BinaryIO, size: int, name: str) -> None:
        self.counter = _Counter(stream, size, name)
        super().__init__(self.counter, _CHUNK)

    @property
    def bytes_read(self) -> int:
        """Return how many bytes were taken from the stream."""
        return self.counter.count


class _Counter(io.RawIOBase):
    def __init__(self, stream: BinaryIO, size: int, name: str) -> None:
        self._stream = stream
        self._size = size
        self._name = name
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        self.count += len(data)
        if self.count > min(self._size, MOST_BYTES):
            raise CordisError(
                _("%(name)s holds more than the %(size)s bytes it declares.")
                % {"name": self._name, "size": self._size}
            )
        buffer[: len(data)] = data
        return len(data)


def find_files(path: Path) -> list[SourceFile]:
    """Return the project files and then the organisation files of a folder, an archive or a single CSV file.

    Archives in a folder count too. Raises CordisError when there are none, or when they break a limit.
    """
    if path.is_dir():
        found = [file for part in sorted(path.rglob("*")) if part.is_file() for file in _files_of(part)]
    elif path.is_file():
        found = _files_of(path, named=True)
    else:
        raise CordisError(_("There is no file or folder “%(name)s”.") % {"name": path})
    if not found:
        raise CordisError(
            _("“%(name)s” holds neither project.csv nor organization.csv, alone or in an archive.")
            % {"name": path.name}
        )
    if sum(file.size for file in found) > MOST_BYTES_OF_ALL:
        raise CordisError(_("The files hold more than %(limit)s bytes.") % {"limit": MOST_BYTES_OF_ALL})
    order = list(FileKind)
    return sorted(found, key=lambda file: order.index(file.kind))


def _kind_of(name: str) -> FileKind | None:
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return next((FileKind(kind) for kind, pattern in _KINDS if pattern.search(base)), None)


def _files_of(path: Path, *, named: bool = False) -> list[SourceFile]:
    """Return what one file holds; ``named`` is a file somebody pointed at, so that it must be of use."""
    if path.suffix.lower() == ".zip":
        return _members(path)
    kind = _kind_of(path.name)
    if kind is None:
        if named and zipfile.is_zipfile(path):
            return _members(path)
        return []
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise CordisError(
            _("%(name)s is larger than %(limit)s bytes.") % {"name": path.name, "limit": MOST_BYTES}
        )
    return [SourceFile(path, kind, size)]


def _members(path: Path) -> list[SourceFile]:
    with archive_errors(path.name), zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_MEMBERS:
            raise CordisError(_("%(name)s holds too many files.") % {"name": path.name})
        found = []
        for entry in entries:
            kind = None if entry.is_dir() else _kind_of(entry.filename)
            if kind is not None:
                _check_member(path, entry)
                found.append(SourceFile(path, kind, entry.file_size, entry.filename))
        return found


def _check_member(path: Path, entry: zipfile.ZipInfo) -> None:
    name = f"{path.name}/{entry.filename}"
    if entry.flag_bits & 1:
        raise CordisError(_("%(name)s is encrypted.") % {"name": name})
    shrunk = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > MOST_BYTES or (entry.file_size > _SMALL and shrunk > MOST_SHRUNK):
        raise CordisError(
            _("%(name)s would grow from %(packed)s to %(size)s bytes: no real file does.")
            % {"name": name, "packed": entry.compress_size, "size": entry.file_size}
        )


@contextmanager
def archive_errors(name: str) -> Iterator[None]:
    """Turn what goes wrong inside an archive into a CordisError."""
    try:
        yield
    except zipfile.BadZipFile as error:
        raise CordisError(
            _("%(name)s is damaged or no ZIP archive: %(reason)s") % {"name": name, "reason": error}
        ) from error
    except CordisError:
        raise
    except DAMAGED as error:
        raise CordisError(
            _("%(name)s cannot be unpacked: %(reason)s") % {"name": name, "reason": error}
        ) from error
