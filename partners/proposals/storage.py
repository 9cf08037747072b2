"""Where files of proposals are kept: in a folder of their own that no web server knows."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from cluster_portal.media.storage import WholeFileStorage
from cluster_portal.private.storage import private_storage


class PrivateFiles(WholeFileStorage):
    """A folder among the private files. It gives no addresses: files are served by views that ask who reads."""

    def __init__(self) -> None:
        super().__init__(base_url=None)

    @property
    def base_location(self) -> str:
        """Return the folder: in that of private files; where these lie in a bucket, below ``VAR_DIR``."""
        private = private_storage()
        if isinstance(private, FileSystemStorage):
            return str(Path(private.location) / "proposals")
        return str(Path(settings.VAR_DIR) / "private" / "proposals")

    @property
    def location(self) -> str:
        """Return the folder as an absolute path."""
        return str(Path(self.base_location).absolute())

    def url(self, name: str | None) -> str:
        """Refuse to give an address."""
        raise ValueError("Files of proposals have no address of their own.")


def private_files() -> PrivateFiles:
    """Return the storage."""
    return PrivateFiles()
