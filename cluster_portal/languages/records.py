"""Records of their own that are translated: snippets, settings, images, documents."""

from typing import Any

from django.apps import apps
from django.db import models
from wagtail.models import DraftStateMixin, RevisionMixin

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
        """Save the record, and note how far its translations are. A version that nobody wrote tells nothing of it."""
        from cluster_portal.languages import states

        super().save(*args, **kwargs)
        intent = current_intent()
        if not intent.assembled:
            states.refresh(self, intent)


class RevisedRecord(TranslatedRecord, RevisionMixin):
    """A translated record of which every version is kept (see ``versions``)."""

    class Meta:
        abstract = True


def as_drafted(record: models.Model) -> models.Model:
    """Return a record with what was written last: a page or the portal settings as drafted, others as they are."""
    return record.get_latest_revision_as_object() if isinstance(record, DraftStateMixin) else record


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
