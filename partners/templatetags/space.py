"""The menu of the space, in templates."""

from typing import Any

from django import template

from partners.space.sections import menu

register = template.Library()


@register.inclusion_tag("space/menu.html", takes_context=True)
def space_menu(context: dict[str, Any]) -> dict[str, Any]:
    """Show the menu of the space."""
    return {"entries": menu(context["request"])}
