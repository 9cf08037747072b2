"""Small helpers of the admin's templates."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.text import capfirst

from cluster_portal.languages.codes import own_name
from cluster_portal.languages.shown import language_of

register = template.Library()


@register.filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    """Return the value at ``key``, None where there is none."""
    return mapping.get(key)


@register.filter
def compared_field(comparison: Any) -> str:
    """Return the label of what is compared; of a text with the name of its language."""
    field = comparison.field
    language = language_of(field.model, field.name) if comparison.is_field else ""
    if not language:
        return str(comparison.field_label())
    label = capfirst(str(field.translated_field.verbose_name))
    return format_html('{} – <span lang="{}">{}</span>', label, language, own_name(language))
