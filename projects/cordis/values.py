"""From the cells of CORDIS to values: money, dates, countries, points, roles and status.

A cell that is empty gives None (or ""); a cell that cannot be understood raises ValueError.
"""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from babel import Locale

from projects.cordis.choices import CordisStatus
from projects.models import Participation

# CORDIS writes moments in Brussels time, without a zone.
_ZONE = ZoneInfo("Europe/Brussels")
_CENT = Decimal("0.01")
_LARGEST = Decimal("999999999999.99")
_BLANKS = re.compile(r"[\s\u00a0\u202f']+")
_COUNTRY_PARTS = re.compile(r"[;,/|\s]+")
# The European Commission's codes that ISO 3166 writes otherwise. XK (Kosovo) has no ISO code and stays.
_EU_CODES = {"EL": "GR", "UK": "GB"}
_NO_DATE = {"0000-00-00", "0000-00-00 00:00:00"}
_NOT_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "QO", "ZZ"}
_ROLES = {
    "coordinator": Participation.Role.COORDINATOR,
    "participant": Participation.Role.PARTICIPANT,
    "thirdparty": Participation.Role.THIRD_PARTY,
    "partner": Participation.Role.ASSOCIATED,
    "associatedpartner": Participation.Role.ASSOCIATED,
    "internationalpartner": Participation.Role.ASSOCIATED,
    "hostinstitution": Participation.Role.PARTICIPANT,
    "beneficiary": Participation.Role.PARTICIPANT,
}
_STATUS = {
    "signed": CordisStatus.SIGNED,
    "sig": CordisStatus.SIGNED,
    "ongoing": CordisStatus.SIGNED,
    "closed": CordisStatus.CLOSED,
    "clo": CordisStatus.CLOSED,
    "terminated": CordisStatus.TERMINATED,
    "ter": CordisStatus.TERMINATED,
}


def money(cell: str) -> Decimal | None:
    """Return an amount with two decimals, whether its decimal sign is a point or a comma."""
    text = _BLANKS.sub("", cell).removeprefix("EUR").removesuffix("EUR").strip("€")
    if not text:
        return None
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        thousands = "," if point > comma else "."
        text = text.replace(thousands, "").replace(",", ".")
    elif text.count(",") == 1:
        text = text.replace(",", ".")
    elif text.count(",") > 1:
        text = text.replace(",", "")
    elif text.count(".") > 1:
        text = text.replace(".", "")
    try:
        amount = Decimal(text)
        if not amount.is_finite() or amount < 0 or amount > _LARGEST:
            raise ValueError(cell)
        return amount.quantize(_CENT, rounding=ROUND_HALF_UP)
    except InvalidOperation as error:
        raise ValueError(cell) from error


def day(cell: str) -> date | None:
    """Return a day written 2018-07-19, 2018-07-19 09:17:05, 19/07/2018 or 19.07.2018."""
    found = moment(cell)
    return None if found is None else found.date()


def moment(cell: str) -> datetime | None:
    """Return a moment in Brussels time; a day alone counts from midnight."""
    text = cell.strip()
    if not text or text in _NO_DATE:
        return None
    if match := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text):
        text = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=_ZONE) if found.tzinfo is None else found.astimezone(_ZONE)


def countries(cell: str) -> list[str]:
    """Return the ISO 3166-1 codes of a cell, which may hold several. Raises ValueError for what is no code."""
    codes = []
    for part in _COUNTRY_PARTS.split(cell.strip().upper()):
        if not part:
            continue
        code = _EU_CODES.get(part, part)
        if len(code) != 2 or code in _NOT_COUNTRIES or code not in _territories():
            raise ValueError(part)
        if code not in codes:
            codes.append(code)
    return codes


def country_of_code(text: str) -> str:
    """Return the country that a NUTS region or a VAT number begins with, "" when it begins with none."""
    start = text.strip().upper()[:2]
    code = _EU_CODES.get(start, start)
    return code if len(code) == 2 and code.isalpha() and code in _territories() else ""


def _territories() -> dict[str, str]:
    return Locale.parse("en").territories


def point(cell: str) -> tuple[Decimal, Decimal] | None:
    """Return latitude and longitude in decimal degrees with five decimals (about a metre)."""
    text = cell.strip().strip("()")
    if not text:
        return None
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 4:
        # Decimal commas: 51,52,-0,13.
        parts = [f"{parts[0]}.{parts[1]}", f"{parts[2]}.{parts[3]}"]
    try:
        latitude, longitude = (Decimal(part) for part in parts)
        latitude, longitude = (round(value, 5) for value in (latitude, longitude))
    except (InvalidOperation, ValueError) as error:
        raise ValueError(cell) from error
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError(cell)
    # The Gulf of Guinea is where missing coordinates lie.
    return None if latitude == 0 and longitude == 0 else (latitude, longitude)


def role(cell: str) -> str:
    """Return the portal's role."""
    key = re.sub(r"[^a-z]", "", cell.lower())
    if not key:
        return str(Participation.Role.PARTICIPANT)
    if key not in _ROLES:
        raise ValueError(cell)
    return str(_ROLES[key])


def status(cell: str) -> str:
    """Return the portal's word for a status, "" for an empty cell."""
    key = cell.strip().lower()
    if not key:
        return ""
    if key not in _STATUS:
        raise ValueError(cell)
    return str(_STATUS[key])
