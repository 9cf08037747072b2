"""Files go with the records that own them."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from projects.consortium.models import DocumentVersion


@receiver(post_delete, sender=DocumentVersion)
def remove_file(sender: type[DocumentVersion], instance: DocumentVersion, **kwargs: Any) -> None:
    """Remove the file of a deleted version, once the deletion is certain."""
    stored = instance.file
    if stored.name:
        storage, name = stored.storage, stored.name
        transaction.on_commit(lambda: storage.delete(name))
