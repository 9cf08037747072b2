"""Screens of records that are no pages: versions of each, and in lists where each is used."""

import uuid
from typing import Any

from django.contrib.admin.utils import quote
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import RevisionsRevertMixin
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import CopyView, CreateView, EditView, IndexView, SnippetViewSet

from cluster_portal.languages.intents import Intent, intending
from cluster_portal.languages.records import TranslatedRecord
from cluster_portal.languages.rights import limit_of
from cluster_portal.languages.state_panels import TranslationStatesPanel
from cluster_portal.languages.versions import keep_version, with_languages_of


class UsedOnColumn(Column):
    """On how many pages and records a record is used, with the way to them."""

    cell_template_name = "staff/snippets/used_on_cell.html"


class SharedRecordIndexView(IndexView):
    """A list with a column “Used on”."""

    @cached_property
    def columns(self) -> list[Column]:
        """Add the column at the end."""
        return [
            *super().columns,
            UsedOnColumn("used_on", label=_("Used on"), accessor="used_on", width="12%"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count the uses of all records of the list at once."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        records = list(context["object_list"])
        uses = ReferenceIndex.get_grouped_references_to_in_bulk(records) if records else {}
        for record in context["object_list"]:
            record.used_on = len(uses[record])
            record.used_on_url = self._usage_url(record)
        return context

    def _usage_url(self, record: Any) -> str:
        return reverse(self.model.snippet_viewset.get_url_name("usage"), args=[quote(record.pk)])


class SavedWhenAsked:
    """A form that saves nothing by itself: what is saved is public at once."""

    autosave_enabled: bool
    draftstate_enabled: bool

    def setup(self, *args: Any, **kwargs: Any) -> None:
        """Switch off saving in the background, apart from drafts."""
        super().setup(*args, **kwargs)  # type: ignore[misc]
        self.autosave_enabled = self.autosave_enabled and self.draftstate_enabled

    @cached_property
    def overwrite_revision(self) -> Any:
        """Return the version that the form writes over: one of a draft, no other."""
        return super().overwrite_revision if self.draftstate_enabled else None  # type: ignore[misc]


class RevisedCreateView(SavedWhenAsked, CreateView):
    """Makes a record, and its first version."""


class RevisedCopyView(SavedWhenAsked, CopyView):
    """Makes a record from another one."""

    def get_initial_form_instance(self) -> Any:
        """Return the record under another identity."""
        record = super().get_initial_form_instance()
        record.pk, record.latest_revision = None, None
        record._state.adding = True
        if hasattr(record, "uuid"):
            record.uuid = uuid.uuid4()
        return record


class RevisedEditView(SavedWhenAsked, EditView):
    """Saves a record as a new version."""

    def save_instance(self) -> Any:
        """Keep the version of before as well."""
        keep_version(self.object)
        with intending(getattr(self.form, "intent", Intent(user=self.request.user))):
            return super().save_instance()


class RevertToVersion(RevisionsRevertMixin):
    """Brings an earlier version back: in the languages that are the user's, with the facts if these are."""

    def get_object(self, queryset: Any = None) -> Any:
        """Return what the form shows and saves."""
        version = super().get_object(queryset)
        limit = limit_of(self.request.user)
        if limit is None:
            return version
        now = (
            self.live_object.get_latest_revision_as_object() if self.draftstate_enabled else self.live_object
        )
        return with_languages_of(now, self.revision.content, limit)

    def save_instance(self) -> Any:
        """Keep the version of before as well."""
        keep_version(self.live_object)
        self.object.latest_revision = self.live_object.latest_revision
        return super().save_instance()


class ChoosingOnly(SnippetChooserViewSet):
    """Lets records be chosen; they are made on their own screens."""

    def get_urlpatterns(self) -> list[URLPattern]:
        """Leave out the address that makes records: there is no form for it."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


class RevisedViewSet(SnippetViewSet):
    """The screens of a record of which every version is kept."""

    chooser_viewset_class = ChoosingOnly
    add_view_class = RevisedCreateView
    copy_view_class = RevisedCopyView
    edit_view_class = RevisedEditView

    @property
    def revisions_revert_view_class(self) -> type[EditView]:
        """Return the view that brings an earlier version back."""
        return type("RevertView", (RevertToVersion, self.edit_view_class), {"view_name": "revisions_revert"})


class TranslatedRecordViewSet(RevisedViewSet):
    """The screens of a record that is translated."""

    def get_edit_handler(self) -> Any:
        """Say above the form how far the translations of a record are."""
        handler = super().get_edit_handler()
        if not issubclass(self.model, TranslatedRecord):
            return handler
        return ObjectList([TranslationStatesPanel(), *handler.children]).bind_to_model(self.model)


class SharedRecordViewSet(TranslatedRecordViewSet):
    """The screens of a record that pages share."""

    index_view_class = SharedRecordIndexView
