"""Keeps uploaded files until they have been read. They are never served."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from projects.cordis.models import ImportRun


def folder_of(run: ImportRun) -> Path:
    """Return the folder of a run's files."""
    return Path(settings.VAR_DIR) / "cordis" / str(run.uuid)


def keep(run: ImportRun, files: "Iterable[UploadedFile[Any]]") -> None:
    """Write uploaded files to the run's folder, chunk by chunk; two of one name are kept apart."""
    for number, file in enumerate(files):
        folder = folder_of(run) / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        # The name comes from outside: only its last part counts.
        name = Path((file.name or "file").replace("\\", "/")).name
        with (folder / name).open("wb") as stream:
            for chunk in file.chunks():
                stream.write(chunk)


def forget(run: ImportRun) -> None:
    """Remove the run's files."""
    shutil.rmtree(folder_of(run), ignore_errors=True)
