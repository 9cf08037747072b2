"""Dates of consortia in templates."""

from django import template

from projects.consortium.models import ConsortiumDate
from projects.consortium.wording import when_text

register = template.Library()


@register.filter
def when(row: ConsortiumDate) -> str:
    """Return when a milestone or meeting takes place."""
    return when_text(row)
