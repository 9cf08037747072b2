"""What the screens that unpublish say of the pages below."""

from django import template

from cluster_portal.pages.models import PortalPage
from cluster_portal.staff import withdrawing

register = template.Library()


@register.simple_tag
def goes_with(page: PortalPage) -> str:
    """Return how many published pages go with a page that is unpublished, in words."""
    return withdrawing.unpublished(page) if page.live else ""
