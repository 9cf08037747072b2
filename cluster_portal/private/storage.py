"""Where private files are kept: below no public address."""

import uuid
from typing import Any

from django.core.files.storage import Storage, storages

from cluster_portal.media.storage import WholeFileStorage


class PrivateFileSystemStorage(WholeFileStorage):
    """A folder whose files have no address of their own."""

    def url(self, name: str | None) -> str:
        """Refuse: a view gives the file out after asking who wants it. Raises NotImplementedError."""
        raise NotImplementedError("A private file has no public address.")


def private_storage() -> Storage:
    """Return the storage of private files, as the settings name it."""
    return storages["private"]


def random_name(folder: str) -> str:
    """Return a new name in ``folder`` that tells nothing of the file."""
    name = uuid.uuid4().hex
    return f"{folder}/{name[:2]}/{name}"


def is_private_folder(storage: Any) -> bool:
    """Say whether ``storage`` is the folder of private files, which a web server in front can read."""
    return isinstance(storage, PrivateFileSystemStorage)
