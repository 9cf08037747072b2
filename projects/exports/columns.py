"""What a column of an export holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise


class Kind(StrEnum):
    """How a value is written: numbers as numbers, days as days, everything else as text."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"
    LIST = "list"


PYTHON_TYPES: dict[Kind, Any] = {
    Kind.TEXT: str | None,
    Kind.INTEGER: int | None,
    Kind.NUMBER: float | None,
    Kind.MONEY: float | None,
    Kind.DAY: date | None,
    Kind.MOMENT: datetime | None,
    Kind.LIST: list[str],
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` names it for machines, ``label`` for people, ``get`` takes it from a record."""

    key: str
    label: str | Promise
    get: Callable[[Any], Any]
    kind: Kind = Kind.TEXT


def as_json(column: Column, value: Any) -> Any:
    """Return a value for JSON: amounts and coordinates as numbers, days and moments as ISO 8601."""
    if column.kind is Kind.LIST:
        return [str(item) for item in value]
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if column.kind is Kind.INTEGER else str(value)
