"""Small helpers of the admin's templates."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    """Return the value at ``key``, None where there is none."""
    return mapping.get(key)
