"""What a call gives, and when, in words."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import dates, numbers
from django.conf import settings
from django.utils.translation import gettext as _

from cluster_portal.languages.codes import active_language, format_locale
from cluster_portal.languages.templatetags.portal_formats import portal_date, portal_money, zone_name
from cluster_portal.languages.texts import Text
from projects.calls.rows import rows_of

if TYPE_CHECKING:
    from projects.calls.models import CallPage, CallSupport


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


def amount_text(call: "CallPage") -> Text:
    """Return what a company can receive: as it was written in the reader's language, else by kind of support.

    Only where no kind says how much, a text in another language stands in.
    """
    written: Text = call.texts.amount
    if written and not written.is_fallback:
        return written
    given = [(row.kind.texts.name, support_text(row)) for row in rows_of(call, "supports")]
    parts = [_("%(kind)s: %(amount)s") % {"kind": kind, "amount": text} for kind, text in given if text]
    language = active_language()
    return Text("; ".join(parts), language, language) if parts else written


def moment_text(moment: datetime, zone: ZoneInfo, *, ends: bool = False) -> str:
    """Return a moment in ``zone``, which is named: ``20 December 2018, 17:00 (Brussels time)``.

    With ``ends`` something ends then: at midnight it is the end of a day, 24:00.
    """
    words = {"moment": _plain_moment_text(moment, zone, ends=ends), "place": zone_name(zone)}
    return _("%(moment)s (%(place)s time)") % words


def short_moment_text(moment: datetime, zone: ZoneInfo, *, ends: bool = False) -> str:
    """Return a moment in ``zone``, which is named only when it is not the portal's."""
    is_portal_zone = str(zone) == settings.TIME_ZONE
    return (
        _plain_moment_text(moment, zone, ends=ends)
        if is_portal_zone
        else moment_text(moment, zone, ends=ends)
    )


def end_time_text(moment: datetime, zone: ZoneInfo) -> str:
    """Return the hour in ``zone`` at which something ends: 24:00 at midnight."""
    return _day_and_hour(moment, zone, ends=True)[1]


def _plain_moment_text(moment: datetime, zone: ZoneInfo, *, ends: bool) -> str:
    day, hour = _day_and_hour(moment, zone, ends=ends)
    return f"{portal_date(day)}, {hour}"


def _day_and_hour(moment: datetime, zone: ZoneInfo, *, ends: bool) -> tuple[date, str]:
    there = moment.astimezone(zone)
    if ends and there.time() == time.min:
        return there.date() - timedelta(days=1), "24:00"
    return there.date(), dates.format_time(moment, format="HH:mm", tzinfo=zone, locale=format_locale())
