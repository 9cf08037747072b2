"""Files go with the change they belong to."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from partners.proposals.models import ProposedChange


@receiver(post_delete, sender=ProposedChange)
def forget_file(sender: type[ProposedChange], instance: ProposedChange, **kwargs: Any) -> None:
    """Remove the file of a change that is gone."""
    if instance.file:
        instance.file.delete(save=False)
