"""Dates, moments, money and countries in the reader's language."""

from datetime import date, datetime, tzinfo
from decimal import Decimal

from babel import Locale, dates, numbers
from django import template
from django.utils import timezone

from cluster_portal.languages.codes import active_language, format_locale

register = template.Library()


@register.filter
def portal_date(value: date | None) -> str:
    """Return a day in the reader's language: ``1 septembre 2022``; a moment counts in the portal's time zone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return dates.format_date(value, format="long", locale=format_locale())


@register.filter
def portal_month(value: date | None) -> str:
    """Return a month in the reader's language: ``septembre 2022``."""
    return "" if value is None else dates.format_date(value, format="MMMM y", locale=format_locale())


@register.filter
def portal_moment(value: datetime | None) -> str:
    """Return a moment in the portal's time zone, which is named: ``20 décembre 2018, 17:00 (Bruxelles)``."""
    if value is None:
        return ""
    language = format_locale()
    zone = timezone.get_default_timezone()
    day = dates.format_date(timezone.localtime(value, zone).date(), format="long", locale=language)
    time = dates.format_time(value, format="HH:mm", tzinfo=zone, locale=language)
    return f"{day}, {time} ({zone_name(zone)})"


@register.filter
def zone_name(zone: tzinfo | str) -> str:
    """Return the city that a time zone is named after, in the reader's language: ``Bruxelles``."""
    return dates.get_timezone_location(
        dates.get_timezone(str(zone)), locale=format_locale(), return_city=True
    )


@register.filter
def portal_money(value: Decimal | None, currency: str = "EUR") -> str:
    """Return an amount in the reader's language, without cents when it has none."""
    if value is None:
        return ""
    pattern: str = Locale.parse(format_locale()).currency_formats["standard"].pattern
    if value == value.to_integral_value():
        pattern = pattern.replace("0.00", "0")
    return numbers.format_currency(
        value, currency or "EUR", format=pattern, locale=format_locale(), currency_digits=False
    )


def short_money(value: Decimal | int, currency: str = "EUR") -> str:
    """Return a round amount in the reader's language, in few characters: ``2 M €``, ``2 Mio. €``."""
    return numbers.format_compact_currency(value, currency, locale=format_locale(), fraction_digits=1)


@register.filter
def country_name(code: str) -> str:
    """Return the name of a country (ISO 3166-1 alpha-2) in the reader's language."""
    return Locale.parse(active_language()).territories.get(code, code) if code else ""
