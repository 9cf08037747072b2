"""A folder of its own for the files of a test."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage

from cluster_portal.private.storage import private_storage
from projects.consortium.models import DocumentVersion
from tests.staff.conftest import staff

__all__ = ["folder", "staff"]


@pytest.fixture
def folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder below which all files of the test are stored, public and private ones."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    storages: list[Any] = [private_storage(), DocumentVersion._meta.get_field("file").storage]
    for storage in storages:
        for name in ("base_location", "location"):
            monkeypatch.setitem(storage.__dict__, name, str(tmp_path / "private"))
    return tmp_path


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function after which the disk has room for the beginning of a file only."""

    def fill() -> None:
        def save(self: Any, name: str, content: Any) -> str:
            path = Path(self.path(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"part")
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(FileSystemStorage, "_save", save)

    return fill


def files_in(folder: Path) -> list[str]:
    """Return the names of all files below a folder that somebody sent."""
    names = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    return sorted(name for name in names if not name.startswith(("media/images/", "media/private_images/")))
