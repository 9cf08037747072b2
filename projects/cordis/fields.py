"""The fields of the portal that CORDIS knows something about: how they are read, written, compared and shown.

Values travel as JSON: amounts as text with a point, days as 2022-09-01, points as "latitude,longitude".
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt
from typing import Any
from urllib.parse import urlparse

from django.utils.functional import Promise
from django.utils.html import escape, strip_tags
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_portal.countries import country_name
from cluster_portal.languages.codes import column, columns, get_value, is_empty, set_value
from cluster_portal.languages.templatetags.portal_formats import portal_date, portal_money
from partners.models import PartnerPage
from projects.models import Programme

# CORDIS is written in English.
SOURCE_LANGUAGE = "en"
# Places nearer than this are the same: staff give city centres, CORDIS street addresses.
_SAME_PLACE_KM = 25.0
_EARTH_RADIUS_KM = 6371.0
_LONGEST_SHOWN = 400


def _same(portal: Any, source: Any) -> bool:
    return bool(portal == source)


@dataclass(frozen=True, slots=True)
class FactField:
    """A field: ``get`` and ``put`` translate between a page and JSON, ``show`` makes words of the JSON.

    ``is_text`` marks what people write: it is proposed only where there is nothing, and goes to the draft.
    """

    name: str
    label: str | Promise
    get: Callable[[Any], Any]
    put: Callable[[Any, Any], None]
    show: Callable[[Any], str] = str
    same: Callable[[Any, Any], bool] = _same
    only_when_empty: bool = False
    is_text: bool = False

    def differs(self, portal: Any, source: Any) -> bool:
        """Say whether the source has something to propose."""
        if source in (None, ""):
            return False
        if portal in (None, ""):
            return True
        return not self.only_when_empty and not self.same(portal, source)


def _plain(name: str, label: str | Promise, **options: Any) -> FactField:
    def put(page: Any, value: Any) -> None:
        setattr(page, name, value)

    return FactField(name, label, lambda page: getattr(page, name) or "", put, **options)


def _money(name: str, label: str | Promise) -> FactField:
    def get(page: Any) -> Any:
        value = getattr(page, name)
        return None if value is None else amount(value)

    def put(page: Any, value: Any) -> None:
        setattr(page, name, Decimal(value))
        page.currency = "EUR"

    return FactField(name, label, get, put, show_money)


def _day(name: str, label: str | Promise) -> FactField:
    def get(page: Any) -> Any:
        value = getattr(page, name)
        return value.isoformat() if value else None

    def put(page: Any, value: Any) -> None:
        setattr(page, name, date.fromisoformat(value))

    return FactField(name, label, get, put, lambda value: portal_date(date.fromisoformat(value)))


def amount(value: Decimal) -> str:
    """Return an amount as it is compared: two decimals, a point."""
    return f"{value:.2f}"


def show_money(value: str) -> str:
    """Return an amount in the reader's language."""
    return portal_money(Decimal(value), "EUR")


# --- texts ----------------------------------------------------------------------------------------


def _text(name: str, label: str | Promise, longest: int) -> FactField:
    def put(page: Any, value: Any) -> None:
        set_value(page, name, SOURCE_LANGUAGE, value[:longest])

    return FactField(
        name,
        label,
        lambda page: get_value(page, name, SOURCE_LANGUAGE) or "",
        put,
        shortened,
        only_when_empty=True,
        is_text=True,
    )


def _put_objective(page: Any, value: Any) -> None:
    paragraphs = [part.strip() for part in value.split("\n") if part.strip()]
    set_value(page, "objective", SOURCE_LANGUAGE, "".join(f"<p>{escape(part)}</p>" for part in paragraphs))


def shortened(value: str) -> str:
    """Return the beginning of a long text."""
    text = " ".join(strip_tags(value).split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN].rstrip()}…"


def _get_anywhere(name: str) -> Callable[[Any], Any]:
    """Return what reads a text in whichever language it is there."""

    def get(page: Any) -> Any:
        values = (getattr(page, one) for one in columns(name).values())
        return next((value for value in values if not is_empty(value)), "")

    return get


def _put_city(page: Any, value: Any) -> None:
    setattr(page, column("city", page.source_language), value[:120])


# --- facts with a meaning of their own --------------------------------------------------------------


def _put_programme(page: Any, value: Any) -> None:
    page.programme = Programme.objects.filter(generation=value).order_by("pk").first()


def _show_programme(value: str) -> str:
    return str(Programme.Generation(value).label) if value in Programme.Generation.values else str(value)


def _get_point(page: Any) -> Any:
    return (
        None if page.latitude is None or page.longitude is None else as_point(page.latitude, page.longitude)
    )


def _put_point(page: Any, value: Any) -> None:
    page.latitude, page.longitude = (Decimal(part) for part in value.split(","))


def as_point(latitude: Decimal, longitude: Decimal) -> str:
    """Return a point as it is stored: five decimals."""
    return f"{latitude:.5f},{longitude:.5f}"


def distance_km(one: str, other: str) -> float:
    """Return the distance of two points over the Earth's surface, in kilometres."""
    lat1, lon1, lat2, lon2 = (radians(float(part)) for part in (*one.split(","), *other.split(",")))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(chord))


def same_place(one: str, other: str) -> bool:
    """Say whether two points are the same place for a map of Europe."""
    return distance_km(one, other) < _SAME_PLACE_KM


def _same_address(one: str, other: str) -> bool:
    def parts(address: str) -> tuple[str, str]:
        parsed = urlparse(address)
        return (parsed.hostname or "").removeprefix("www."), parsed.path.rstrip("/")

    return parts(one) == parts(other)


def _show_kind(value: str) -> str:
    return str(PartnerPage.Kind(value).label) if value in PartnerPage.Kind.values else str(value)


PROJECT_FIELDS: dict[str, FactField] = {
    field.name: field
    for field in (
        _plain("grant_number", _("Grant number"), only_when_empty=True),
        _plain("acronym", _("Acronym"), only_when_empty=True),
        _text("full_title", _("Full title (English)"), 300),
        FactField(
            "programme",
            _("Programme"),
            lambda page: page.programme.generation if page.programme else "",
            _put_programme,
            _show_programme,
        ),
        _day("starts_on", _("Start")),
        _day("ends_on", _("End")),
        _money("budget", _("Total budget")),
        _money("eu_contribution", _("EU contribution")),
        FactField(
            "objective",
            _("Objective (English)"),
            lambda page: get_value(page, "objective", SOURCE_LANGUAGE) or "",
            _put_objective,
            shortened,
            only_when_empty=True,
            is_text=True,
        ),
    )
}

PARTNER_FIELDS: dict[str, FactField] = {
    field.name: field
    for field in (
        _plain("cordis_id", _("PIC"), only_when_empty=True),
        _plain("acronym", _("Acronym"), only_when_empty=True),
        _plain("kind", _("Kind"), show=_show_kind, only_when_empty=True),
        _plain("country", _("Country"), show=country_name),
        FactField("city", _("City"), _get_anywhere("city"), _put_city, only_when_empty=True, is_text=True),
        FactField("point", _("Place on the map"), _get_point, _put_point, same=same_place),
        _plain("website", _("Website"), same=_same_address),
    )
}


def show(field: FactField, value: Any) -> str:
    """Return a value in words, a dash for none."""
    return gettext("–") if value in (None, "") else field.show(value)
