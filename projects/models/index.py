"""The page that lists European projects."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from cluster_portal.blocks import BodyBlock
from cluster_portal.languages.panels import translated
from cluster_portal.languages.search import translated_search_fields
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.related import RelatedPages
from projects.listing.context import project_list


class ProjectIndexPage(PortalPage):
    """The list of projects."""

    page_description = _("The list of European projects. Projects are pages below it.")
    parent_page_types = ["strategy.HomePage"]
    subpage_types = ["projects.ProjectPage"]
    max_count = 1
    template = "projects/project_index_page.html"

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*PortalPage.content_panels, translated("body")]
    search_fields = [*PortalPage.search_fields, *translated_search_fields("body")]

    class Meta:
        verbose_name = _("project list")
        verbose_name_plural = _("project lists")

    def get_own_context(self, request: HttpRequest, related: RelatedPages) -> dict[str, Any]:
        """Add filters, the projects that match them, and their map."""
        return project_list(self, request, related)
