"""Lists of records that pages share: each says where it is used."""

from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from cluster_portal.languages.records import TranslatedRecord
from cluster_portal.languages.state_panels import TranslationStatesPanel


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


class TranslatedRecordViewSet(SnippetViewSet):
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
