"""Moments of calls in their own time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template

from projects.calls import wording

register = template.Library()


@register.filter
def moment_in(value: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment in ``zone``, which is named: ``20 December 2018, 17:00 (Brussels time)``."""
    return "" if value is None else wording.moment_text(value, zone)


@register.filter
def short_moment_in(value: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment in ``zone``, which is named only when it is not the portal's."""
    return "" if value is None else wording.short_moment_text(value, zone)


@register.filter
def end_in(value: datetime | None, zone: ZoneInfo) -> str:
    """Return the same of a moment at which something ends: midnight is the end of a day, 24:00."""
    return "" if value is None else wording.moment_text(value, zone, ends=True)


@register.filter
def short_end_in(value: datetime | None, zone: ZoneInfo) -> str:
    """Return ``end_in`` with the zone named only when it is not the portal's."""
    return "" if value is None else wording.short_moment_text(value, zone, ends=True)
