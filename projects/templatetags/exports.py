"""Offers a list as files."""

from typing import Any

from django import template

from projects.exports.views import links

register = template.Library()


@register.inclusion_tag("components/export_links.html", takes_context=True)
def export_links(context: dict[str, Any], what: str) -> dict[str, Any]:
    """Show the formats of ``what``, filtered as the list shown is."""
    query = context["request"].GET.copy()
    for name in ("page", "view", "area"):
        query.pop(name, None)
    return {"links": links(what, query.urlencode())}
