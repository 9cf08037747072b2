"""The lists of pages: in which languages each has text and is live."""

from copy import copy
from typing import Any

import django_filters
from django.db.models import Case, CharField, F, JSONField, Q, QuerySet, Value, When
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce, NullIf
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.ui.tables.pages import PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet, IndexView
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.pages.usage import ContentTypeUseView

from cluster_portal.languages.codes import (
    active_language,
    column,
    content_languages,
    get_value,
    is_empty,
    own_name,
    reading_order,
)
from cluster_portal.languages.merging import languages_that_differ
from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.live_links import live_addresses


class LanguagesColumn(BaseColumn):
    """Says of each language whether the page is live, waits as a draft, or has no text in it."""

    cell_template_name = "staff/pages/languages_cell.html"

    def get_cell_context_data(self, instance: PortalPage, parent_context: Any) -> dict[str, Any]:
        """Add the state of each language."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["languages"] = language_states(instance)
        return context


def language_states(page: PortalPage) -> list[dict[str, Any]]:
    """Return code, own name, state, what that means, and the public address of each language.

    A draft that waits is read from the annotations of ``with_drafts``; without them only what is stored on the page
    counts.
    """
    labels = {
        "live": _("live"),
        "changed": _("live, with changes that are not published"),
        "draft": _("draft"),
        "none": _("no text"),
    }
    draft, public = getattr(page, "drafted_content", None), getattr(page, "public_content", None)
    changed = languages_that_differ(page.specific_class, draft, public) if draft and public else []
    rows = []
    addresses = live_addresses(page)
    for code in content_languages():
        drafted = getattr(page, f"drafted_title_{code}", None) if page.has_unpublished_changes else None
        if page.is_live_in(code):
            state = "changed" if code in changed else "live"
        elif not is_empty(get_value(page, "title", code)) or not is_empty(drafted):
            state = "draft"
        else:
            state = "none"
        rows.append(
            {
                "code": code,
                "name": own_name(code),
                "state": state,
                "label": labels[state],
                "url": addresses.get(code),
            }
        )
    return rows


def with_drafts(pages: "QuerySet[PortalPage]") -> "QuerySet[PortalPage]":
    """Annotate pages with what their draft has for a title in each language; None for nothing.

    Public pages with a draft that waits get what it says, and what is public, to be compared.
    """
    waits = Q(live=True, has_unpublished_changes=True, live_revision__isnull=False)
    return pages.annotate(
        drafted_content=_content("latest_revision", waits),
        public_content=_content("live_revision", waits),
        **{
            f"drafted_title_{code}": KeyTransform(column("title", code), "latest_revision__content")
            for code in content_languages()
        },
    )


def _content(revision: str, condition: Q) -> Case:
    return Case(When(condition, then=F(f"{revision}__content")), output_field=JSONField())


def by_title(pages: "QuerySet[PortalPage]", descending: bool) -> "QuerySet[PortalPage]":
    """Sort pages by the title that the editor sees."""
    titles = [NullIf(column("title", code), Value("")) for code in reading_order(active_language())]
    title = Coalesce(*titles, output_field=CharField())
    return pages.order_by(title.desc() if descending else title.asc())


class MissingLanguageFilter(django_filters.MultipleChoiceFilter):
    """Finds the pages that have no title in one of the languages."""

    def filter(self, qs: Any, value: list[str]) -> Any:
        """Return the pages without text in any of the chosen languages."""
        condition = Q()
        for code in value:
            name = column("title", code)
            condition |= Q(**{f"{name}__isnull": True}) | Q(**{name: ""})
        return qs.filter(condition) if value else qs


class PortalPageFilterSet(GenericPageFilterSet):
    """Wagtail's filters and one for missing languages."""

    missing = MissingLanguageFilter(
        label=gettext_lazy("Missing in"),
        choices=[(code, own_name(code)) for code in content_languages()],
        widget=CheckboxSelectMultiple,
    )


def _with_alias_mark(title: PageTitleColumn) -> PageTitleColumn:
    """Return a column of titles that says which pages are aliases."""
    marked = copy(title)
    marked.cell_template_name = "staff/pages/title_cell.html"
    return marked


def _with_languages(columns: list[Column]) -> list[Column]:
    columns = [_with_alias_mark(item) if isinstance(item, PageTitleColumn) else item for item in columns]
    position = next(i for i, item in enumerate(columns) if item.name == "status")
    added = LanguagesColumn("languages", label=gettext_lazy("Languages"), width="14%")
    return [*columns[:position], added, *columns[position:]]


class PageList:
    """What every list of pages shows beyond Wagtail's."""

    def annotate_queryset(self, pages: Any) -> Any:
        """Add what drafts say, in the same query."""
        return with_drafts(super().annotate_queryset(pages))  # type: ignore[misc]

    def order_queryset(self, queryset: Any) -> Any:
        """Sort by the title in the editor's language."""
        ordering = self.ordering  # type: ignore[attr-defined]
        if ordering in ("title", "-title") and not self.is_searching:  # type: ignore[attr-defined]
            return by_title(queryset, ordering.startswith("-"))
        return super().order_queryset(queryset)  # type: ignore[misc]


class PortalExplorerView(PageList, ExplorableIndexView):
    """The explorer."""

    base_columns = _with_languages(ExplorableIndexView.base_columns)


class PortalTypeView(PageList, ContentTypeUseView):
    """All pages of one type."""

    base_columns = _with_languages(IndexView.base_columns)


class PortalSearchView(PageList, SearchView):
    """The search of the admin."""

    columns = _with_languages(SearchView.columns)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what is counted above the list."""
        return super().get_context_data(**kwargs) | {
            "verbose_name": PortalPage._meta.verbose_name,
            "verbose_name_plural": PortalPage._meta.verbose_name_plural,
        }
