"""Small edits: the editor says that translations stay valid although the source changes."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations

from cluster_portal.database import record_key
from cluster_portal.languages.codes import content_languages, get_value, is_empty
from cluster_portal.languages.intents import Intent, intending
from cluster_portal.languages.rights import may_write
from cluster_portal.languages.states import Sources, remember_as_seen, sources_of
from cluster_portal.languages.units import source_language_of, text_fields


def small_edit_field() -> forms.BooleanField:
    """Return the field in which the editor says so."""
    return forms.BooleanField(
        label=_("Small edit: translations stay valid"),
        required=False,
        help_text=_("For a corrected slip, when the meaning has not changed."),
    )


class SmallEdits:
    """Offers the field to whoever may write the source of a record that has translations."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    instance: Any
    data: Any
    for_user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sources: Sources = {}
        if "small_edit" not in self.fields:
            return
        if not (self._is_translated() and may_write(self.for_user, source_language_of(self.instance))):
            del self.fields["small_edit"]
        elif self.data.get(self.add_prefix("small_edit")):  # type: ignore[attr-defined]
            self._sources = self._sources_at_opening()

    def _is_translated(self) -> bool:
        if self.instance.pk is None:
            return False
        source = source_language_of(self.instance)
        records = [self.instance, *_rows(self.instance)]
        return any(
            not is_empty(get_value(record, name, code))
            for record in records
            for name in text_fields(type(record))
            for code in content_languages()
            if code != source
        )

    def _sources_at_opening(self) -> Sources:
        """Return the source texts the form was opened with: background saves have changed them since."""
        opened_with = str(self.data.get("loaded_revision_id", ""))
        revisions = getattr(self.instance, "revisions", None)
        if revisions is not None and (key := record_key(opened_with)) is not None:
            revision = revisions.filter(pk=key).first()
            if revision is not None:
                return sources_of(revision.as_object())
        return sources_of(self.instance)

    def save(self, commit: bool = True) -> Any:
        """Save the record with the intent of the form."""
        if self.cleaned_data.get("small_edit"):
            remember_as_seen(self.instance, self._sources)
        with intending(self.intent):
            return super().save(commit=commit)  # type: ignore[misc]

    @property
    def intent(self) -> Intent:
        """Return what the save is meant as."""
        return Intent(user=self.for_user, small_edit=bool(self.cleaned_data.get("small_edit")))


def _rows(instance: models.Model) -> list[models.Model]:
    return [
        row
        for relation in get_all_child_relations(type(instance))
        if text_fields(relation.related_model)
        for row in getattr(instance, relation.get_accessor_name()).all()
    ]
