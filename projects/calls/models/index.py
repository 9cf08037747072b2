"""The list of all calls."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from cluster_portal.blocks import BodyBlock
from cluster_portal.languages.panels import translated
from cluster_portal.languages.search import translated_search_fields
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.related import RelatedPages
from projects.calls import listing


class CallIndexPage(PortalPage):
    """The list of the calls of all projects, which readers narrow down."""

    page_description = _("The list of all calls. Calls are pages below their project; this list finds them.")
    parent_page_types = ["strategy.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "projects/call_index_page.html"

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*PortalPage.content_panels, translated("body")]
    search_fields = [*PortalPage.search_fields, *translated_search_fields("body")]

    class Meta:
        verbose_name = _("list of calls")
        verbose_name_plural = _("lists of calls")

    def get_own_context(self, request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
        """Add the calls that match the reader's choice, and what there is to choose from."""
        return listing.context(request, related)
