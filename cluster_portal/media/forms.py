"""The forms of images and documents: texts per language, and an alternative text or none on purpose."""

import logging
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtail.models import Collection
from wagtail.permissions import policy_registry
from wagtail.utils.file import hash_filelike

from cluster_portal.languages.codes import (
    active_language,
    column,
    columns,
    content_languages,
    is_empty,
    own_name,
    translated_fields,
)
from cluster_portal.media.fields import DocumentField, PictureField, refusal_to_keep
from cluster_portal.media.models import PortalDocument
from cluster_portal.media.moving import refusal_of_move

logger = logging.getLogger(__name__)


class TextsPerLanguage(forms.Form):
    """Shows the languages of each text together and takes the title of an upload from its file name."""

    # What uploaders send; the title itself is kept per language.
    file_field: type[forms.FileField]
    title = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Wagtail's form takes the person away.
        self.mover = kwargs.get("user")
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            shown = self.fields["file"]
            self.fields["file"] = self.file_field(
                label=shown.label, required=shown.required, widget=shown.widget
            )
        model = self._meta.model  # type: ignore[attr-defined]
        for name in translated_fields(model):
            label = capfirst(str(model._meta.get_field(name).verbose_name))
            for code, column_name in columns(name).items():
                if column_name in self.fields:
                    field = self.fields[column_name]
                    field.label = f"{label} – {own_name(code)}"
                    field.widget.attrs |= {"lang": code, "data-input-language": code}
        own_title = column("title", active_language())
        if "file" in self.fields and own_title in self.fields:
            # The file's name goes to the title in the editor's language.
            target = f"#{self[own_title].id_for_label}"
            self.fields["file"].widget.attrs["data-w-sync-target-value"] = target
        if not self.is_bound and not self.instance.pk and (sent := self.initial.get(own_title)):  # type: ignore[attr-defined]
            self.initial[own_title] = PurePath(sent).stem
        self.order_fields(_ordered(self.fields))

    def _post_clean(self) -> None:
        """Write the file once all else is right: a disk that is full is told on the field, and nothing is kept."""
        super()._post_clean()  # type: ignore[misc]
        if self.errors or not isinstance(self.cleaned_data.get("file"), UploadedFile):
            return
        instance = self.instance  # type: ignore[attr-defined]
        try:
            instance._meta.get_field("file").pre_save(instance, False)
        # Storages raise errors of their own.
        except Exception as error:
            logger.exception("A file could not be stored.")
            self.add_error("file", refusal_to_keep(error))

    def clean_collection(self) -> Collection:
        """Refuse to move a file to where more people have it, unless the person may open the collection it is in."""
        after: Collection = self.cleaned_data["collection"]
        instance = self.instance  # type: ignore[attr-defined]
        moves = instance.pk and self.mover is not None and instance.collection_id != after.pk
        if moves and (reason := refusal_of_move(instance.collection, after, self.mover)):
            raise forms.ValidationError(reason)
        return after

    def clean(self) -> dict[str, Any]:
        """Ask for a title in at least one language; an uploader's counts for the editor's language."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        own_title = column("title", active_language())
        names = [name for name in columns("title").values() if name in self.fields]
        if names and all(is_empty(cleaned.get(name)) for name in names):
            if is_empty(cleaned.get("title")):
                self.add_error(own_title, _("Give a title in at least one language."))
            else:
                cleaned[own_title] = cleaned["title"]
        # The title without language is no field of its own: the model fills it from those per language.
        cleaned.pop("title", None)
        return cleaned


def _ordered(fields: dict[str, Any]) -> list[str]:
    """Return the field names with the editor's language first among the languages of a text."""
    first = active_language()
    order = []
    for name in fields:
        base = next((base for base in ("title", "description") if name in columns(base).values()), None)
        if base is None:
            order.append(name)
        elif name == columns(base)[content_languages()[0]]:
            codes = sorted(content_languages(), key=lambda code: code != first)
            order += [column(base, code) for code in codes if column(base, code) in fields]
    return order


class PortalImageForm(TextsPerLanguage, BaseImageForm):
    """An image: either an alternative text in at least one language, or decorative."""

    file_field = PictureField

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned = super().clean()
        names = [name for name in columns("description").values() if name in self.fields]
        if not names or "is_decorative" not in self.fields:
            return cleaned
        has_text = any(not is_empty(cleaned.get(name)) for name in names)
        if cleaned.get("is_decorative") and has_text:
            self.add_error(
                "is_decorative",
                _("A decorative image has no alternative text: empty the text, or untick this."),
            )
        elif not cleaned.get("is_decorative") and not has_text and not self.has_error_in(names):
            self.add_error(
                column("description", active_language()),
                _("Write what the image tells, in at least one language, or tick “Decorative”."),
            )
        return cleaned

    def has_error_in(self, names: list[str]) -> bool:
        """Say whether one of the fields already has an error."""
        return any(name in self.errors for name in names)


class PortalDocumentForm(TextsPerLanguage, BaseDocumentForm):
    """A document: a title in at least one language; the same file is there once."""

    file_field = DocumentField

    def clean_file(self) -> Any:
        """Name the document that has the same content already, among those that the person may choose."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        file.seek(0)
        same = PortalDocument.objects.filter(file_hash=hash_filelike(file)).exclude(pk=self.instance.pk)
        file.seek(0)
        policy: Any = policy_registry.get_by_type(PortalDocument)
        mine: Any = (
            policy.instances_user_has_any_permission_for(self.mover, ["choose", "change"])
            if self.mover
            else same
        )
        found = same.filter(pk__in=mine.values("pk")).order_by("pk").first()
        if found is not None:
            raise forms.ValidationError(
                format_html(
                    _('This file is there already: <a href="{}">{}</a>. Choose that document instead.'),
                    reverse("wagtaildocs:edit", args=[found.pk]),
                    str(found.texts.title),
                ),
                code="duplicate",
            )
        return file
