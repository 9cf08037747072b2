"""Screens of Wagtail that change the collection of files, or the place of a collection, asking who may open it."""

from typing import Any

from django import forms
from wagtail.admin.forms.collections import CollectionForm
from wagtail.admin.views.collections import Edit
from wagtail.documents.views.bulk_actions.add_to_collection import (
    AddToCollectionBulkAction as AddDocumentsToCollection,
)
from wagtail.documents.views.bulk_actions.add_to_collection import CollectionForm as DocumentsCollectionForm
from wagtail.images.views.bulk_actions.add_to_collection import (
    AddToCollectionBulkAction as AddImagesToCollection,
)
from wagtail.images.views.bulk_actions.add_to_collection import CollectionForm as ImagesCollectionForm
from wagtail.models import Collection

from cluster_portal.media.moving import refusal_of_move, refusals


class _MovesFiles(forms.Form):
    """Refuses a collection that is open to more people than those of the chosen files."""

    def __init__(self, *args: Any, files: Any = (), user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"user": user})
        self.files_to_move, self.mover = files, user

    def clean_collection(self) -> Collection:
        """Name each collection that keeps the person from it."""
        after: Collection = self.cleaned_data["collection"]
        if reasons := refusals(self.files_to_move, after, self.mover):
            raise forms.ValidationError(reasons)
        return after


class _DocumentsForm(_MovesFiles, DocumentsCollectionForm):
    pass


class _ImagesForm(_MovesFiles, ImagesCollectionForm):
    pass


class _PassesFiles:
    """Tells the form which files are meant."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the files."""
        files, _others = self.get_actionable_objects()  # type: ignore[attr-defined]
        return {**super().get_form_kwargs(), "files": files}  # type: ignore[misc]


class MoveDocuments(_PassesFiles, AddDocumentsToCollection):
    """Moves several documents."""

    form_class = _DocumentsForm


class MoveImages(_PassesFiles, AddImagesToCollection):
    """Moves several images."""

    form_class = _ImagesForm


class PortalCollectionForm(CollectionForm):
    """A collection that leaves a closed one takes everything in it along."""

    def __init__(self, *args: Any, mover: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._mover = mover

    def clean_parent(self) -> Collection:
        """Refuse a parent that is open to more people."""
        parent: Collection = super().clean_parent()
        if not self.instance._state.adding:
            before = self.instance.get_parent()
            if before != parent and (reason := refusal_of_move(before, parent, self._mover)):
                raise forms.ValidationError(reason)
        return parent


class PortalCollectionEdit(Edit):
    """Wagtail's form of a collection."""

    form_class = PortalCollectionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who moves."""
        return {**super().get_form_kwargs(), "mover": self.request.user}
