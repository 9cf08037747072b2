"""What follows when a translated record is deleted."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete
from django.dispatch import receiver

from cluster_portal.languages.models import TranslationState, UnitConfirmation
from cluster_portal.languages.texts import TranslatedTexts


@receiver(post_delete)
def forget_translations(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Forget what is known of the translations of a record that is gone."""
    if isinstance(instance, TranslatedTexts) and isinstance(instance.pk, int):
        UnitConfirmation.objects.of_record(instance).delete()
        TranslationState.objects.of_record(instance).delete()
