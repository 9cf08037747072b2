"""Links between pages in rich text."""

from typing import Any

from django.utils.html import format_html
from wagtail.rich_text.pages import PageLinkHandler

from cluster_portal.database import record_key
from cluster_portal.pages.related import current_related_pages


class PortalPageLinkHandler(PageLinkHandler):
    """Writes links from the pages that were read together; a page the reader may not see gets no link."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """Return the opening tag of each link."""
        related = current_related_pages()
        if related is None:
            return super().expand_db_attributes_many(attrs_list)
        keys = [record_key(attrs.get("id", "")) for attrs in attrs_list]
        related.want(*keys)
        pages = [related.get(key) for key in keys]
        return [format_html('<a href="{}">', page.url) if page else "<a>" for page in pages]
