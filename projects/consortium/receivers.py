"""Files go with the records that own them."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cluster_portal.media.uses import record_apart
from projects.consortium.models import ConsortiumPage, DocumentVersion


@receiver(post_delete, sender=DocumentVersion)
def remove_file(sender: type[DocumentVersion], instance: DocumentVersion, **kwargs: Any) -> None:
    """Remove the file of a deleted version, once the deletion is certain."""
    stored = instance.file
    if stored.name:
        storage, name = stored.storage, stored.name
        transaction.on_commit(lambda: storage.delete(name))


@receiver(post_save, sender=ConsortiumPage)
def close_files(sender: type[ConsortiumPage], instance: ConsortiumPage, **kwargs: Any) -> None:
    """Close the files that a page for a consortium names to everybody else."""
    if not kwargs.get("raw"):
        record_apart(instance.project_id, instance)
