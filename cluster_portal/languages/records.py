"""Records of their own that are translated: snippets, settings, images, documents."""

from typing import Any

from django.apps import apps
from django.db import models

from cluster_portal.languages.codes import translated_fields
from cluster_portal.languages.forms import TranslatedRecordForm
from cluster_portal.languages.intents import current_intent
from cluster_portal.languages.texts import TranslatedTexts


class TranslatedRecord(TranslatedTexts):
    """A record whose translations are followed; rows that belong to it count as part of it."""

    base_form_class = TranslatedRecordForm

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the record, and note how far its translations are."""
        from cluster_portal.languages import states

        super().save(*args, **kwargs)
        states.refresh(self, current_intent())


def translated_models() -> list[type[models.Model]]:
    """Return the models whose translations are followed: page types and records of their own."""
    from cluster_portal.pages.models import PortalPage

    return [
        model
        for model in apps.get_models()
        if issubclass(model, (PortalPage, TranslatedRecord))
        and model is not PortalPage
        and translated_fields(model)
    ]
