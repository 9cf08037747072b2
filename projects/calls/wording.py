"""What a call gives, and when, in words."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import dates, numbers
from django.conf import settings
from django.utils.translation import gettext as _

from cluster_portal.languages.codes import format_locale
from cluster_portal.languages.templatetags.portal_formats import portal_date, portal_money

if TYPE_CHECKING:
    from projects.calls.models import CallSupport


def support_text(row: "CallSupport") -> str:
    """Return amount, rate and ceiling of a support in the reader's language; empty when none is known."""
    parts = []
    if row.amount is not None:
        parts.append(portal_money(row.amount, row.currency))
    if row.rate is not None:
        rate = numbers.format_percent(row.rate / 100, format=None, locale=format_locale())
        parts.append(_("%(rate)s of the costs") % {"rate": rate})
    if row.ceiling is not None:
        parts.append(_("up to %(amount)s") % {"amount": portal_money(row.ceiling, row.currency)})
    return ", ".join(parts)


def moment_text(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment in ``zone``, which is named: ``20 December 2018, 17:00 (Brussels time)``."""
    place = dates.get_timezone_location(zone, locale=format_locale(), return_city=True)
    return _("%(moment)s (%(place)s time)") % {"moment": _plain_moment_text(moment, zone), "place": place}


def short_moment_text(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment in ``zone``, which is named only when it is not the portal's."""
    is_portal_zone = str(zone) == settings.TIME_ZONE
    return _plain_moment_text(moment, zone) if is_portal_zone else moment_text(moment, zone)


def _plain_moment_text(moment: datetime, zone: ZoneInfo) -> str:
    day = portal_date(moment.astimezone(zone).date())
    time = dates.format_time(moment, format="HH:mm", tzinfo=zone, locale=format_locale())
    return f"{day}, {time}"
