"""Where other apps add their part of a partner's page. Projects know partners, not the other way round."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from partners.models import PartnerPage

Section = Callable[["PartnerPage", HttpRequest], dict[str, Any]]

_sections: list[Section] = []


def on_partner(section: Section) -> Section:
    """Register a function ``(partner, request) -> dict`` that adds to a partner's page."""
    _sections.append(section)
    return section


def sections_of(partner: "PartnerPage", request: HttpRequest) -> dict[str, Any]:
    """Return what all apps add to a partner's page."""
    context: dict[str, Any] = {}
    for section in _sections:
        context |= section(partner, request)
    return context
