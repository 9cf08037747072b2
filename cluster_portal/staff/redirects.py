"""Wagtail's list and forms of redirects, with languages and the portal's rules."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cluster_portal.languages.codes import active_language, content_languages, own_name
from cluster_portal.languages.middleware import language_of_path
from cluster_portal.staff.redirect_forms import PortalRedirectForm

_HEADINGS: dict[str, "str | Promise"] = {
    "old_path": gettext_lazy("Old address"),
    "language": gettext_lazy("Language"),
    "link": gettext_lazy("Leads to"),
    "page": gettext_lazy("Page"),
    "get_is_permanent_display": gettext_lazy("Type"),
    "site": gettext_lazy("Site"),
}


def language_of(redirect: Redirect) -> str:
    """Return the language whose readers a redirect sends on, in itself."""
    code = language_of_path(redirect.old_path)
    return own_name(code) if code else _("all languages")


def address_of(redirect: Redirect) -> str:
    """Return where a redirect sends readers of its language, or why it sends them nowhere."""
    page = redirect.redirect_page
    if page is None:
        return str(redirect.redirect_link)
    if not page.is_published:
        return _("not public: readers are told that there is nothing")
    return page.get_url_in(language_of_path(redirect.old_path) or active_language()) or ""


class PortalRedirectFilterSet(RedirectsReportFilterSet):
    """Finds redirects by language, kind and site."""

    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"),
        method="filter_language",
        choices=lambda: [(code, own_name(code)) for code in content_languages()],
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    is_permanent = django_filters.ChoiceFilter(
        label=gettext_lazy("Type"),
        method="filter_type",
        choices=((True, gettext_lazy("Permanent")), (False, gettext_lazy("Temporary"))),
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    site = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Site"), field_name="site", queryset=Site.objects.all()
    )

    class Meta:
        model = Redirect
        fields = ["language", "is_permanent", "site"]

    def filter_language(self, found: "QuerySet[Redirect]", name: str, value: str) -> "QuerySet[Redirect]":
        """Return the redirects for readers of one language."""
        return found.filter(old_path__startswith=f"/{value}/") | found.filter(old_path=f"/{value}")


class PortalRedirectIndexView(views.IndexView):
    """Lists redirects with the language they are for and where they lead in it."""

    filterset_class = PortalRedirectFilterSet
    columns = [
        TitleColumn(
            "old_path", label=_HEADINGS["old_path"], url_name="wagtailredirects:edit", sort_key="old_path"
        ),
        Column("language", label=_HEADINGS["language"], accessor=language_of),
        views.RedirectTargetColumn("redirect_page", label=_HEADINGS["page"], width="25%"),
        Column("link", label=_HEADINGS["link"], accessor=address_of, width="25%"),
        Column("site", label=_HEADINGS["site"], sort_key="site__site_name"),
        StatusTagColumn(
            "is_permanent",
            accessor="get_is_permanent_display",
            label=_HEADINGS["get_is_permanent_display"],
            sort_key="is_permanent",
            primary=lambda redirect: redirect.is_permanent,
        ),
    ]
    list_export = ["old_path", "language", "link", "page", "get_is_permanent_display", "site"]
    export_headings = _HEADINGS

    def stream_csv(self, queryset: "QuerySet[Redirect]") -> list[Any]:
        """Return the rows, written now: once the answer is on its way the person's language is no longer active."""
        return list(super().stream_csv(queryset))

    def to_row_dict(self, item: Redirect) -> dict[str, Any]:
        """Return what an exported row holds."""
        page = item.redirect_page
        return {
            "old_path": item.old_path,
            "language": language_of(item),
            "link": address_of(item),
            "page": page.get_admin_display_title() if page is not None else "",
            "get_is_permanent_display": item.get_is_permanent_display(),
            "site": str(item.site) if item.site_id else "",
        }


class PortalRedirectCreateView(views.CreateView):
    """Adds a redirect."""

    form_class = PortalRedirectForm


class PortalRedirectEditView(views.EditView):
    """Changes a redirect."""

    form_class = PortalRedirectForm
