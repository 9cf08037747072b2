"""When something takes place, in words."""

from datetime import datetime

from babel import dates
from django.utils import timezone

from cluster_portal.languages.codes import format_locale
from cluster_portal.languages.templatetags.portal_formats import portal_date, portal_moment, zone_name
from projects.consortium.models import ConsortiumDate


def when_text(row: ConsortiumDate) -> str:
    """Return days, or times in the portal's time zone, which is named: ``12 March 2027, 10:00–12:30 (Brussels)``."""
    if row.is_all_day:
        first, last = portal_date(row.day), portal_date(row.last_day)
        return first if row.day == row.last_day else f"{first} – {last}"
    if row.ends_at is None:
        return portal_moment(row.begins)
    if row.day != row.last_day:
        return f"{portal_moment(row.begins)} – {portal_moment(row.ends_at)}"
    zone = timezone.get_default_timezone()
    return f"{portal_date(row.day)}, {_clock(row.begins)}–{_clock(row.ends_at)} ({zone_name(zone)})"


def _clock(moment: datetime) -> str:
    zone = timezone.get_default_timezone()
    return dates.format_time(moment, format="HH:mm", tzinfo=zone, locale=format_locale())
