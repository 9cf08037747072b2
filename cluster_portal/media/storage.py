"""Folders in which a file is there whole or not at all."""

from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """A folder that keeps no part of a file for which the disk had no room."""

    def _save(self, name: str, content: "File[Any]") -> str:
        path = Path(self.path(name))
        was_there = path.exists()
        try:
            return str(super()._save(name, content))  # type: ignore[misc]
        except OSError:
            if not was_there:
                path.unlink(missing_ok=True)
            raise
