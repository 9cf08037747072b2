"""Indicators of a goal: figures counted from the portal's own records.

Apps register what they can count; goals choose among what is registered.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise

from cluster_portal.accounts.models import User
from cluster_portal.strategy.charts import YearChart

Reader = User | AnonymousUser | None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One part of a figure, such as one country's share."""

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure as a reader sees it: ``value`` is formatted, ``as_of`` the day it was counted.

    ``rows`` are its parts, ``years`` is its course.
    """

    label: str | Promise
    value: str
    as_of: date
    unit: str = ""
    rows: Sequence[IndicatorRow] = field(default_factory=list)
    years: YearChart | None = None

    @property
    def largest(self) -> int:
        """Return the largest part, at least 1: bars are drawn against it."""
        return max([1, *(row.value for row in self.rows)])


Counter = Callable[[Reader], Indicator | None]
_registered: dict[str, tuple[str | Promise, Counter]] = {}
_by_year: set[str] = set()


def register_indicator(
    key: str, label: str | Promise, *, by_year: bool = False
) -> Callable[[Counter], Counter]:
    """Register a function that counts an indicator from what a reader may see; None: nothing to show.

    ``by_year`` says that it also counts what each year has of it.
    """

    def decorate(counter: Counter) -> Counter:
        _registered[key] = (label, counter)
        if by_year:
            _by_year.add(key)
        return counter

    return decorate


def indicator_choices() -> list[tuple[str, str | Promise]]:
    """Return keys and labels of the registered indicators."""
    return [(key, label) for key, (label, _counter) in sorted(_registered.items())]


def count(keys: Sequence[str], reader: Reader) -> list[Indicator]:
    """Return the indicators with these keys, in this order, leaving out those with nothing to show."""
    counted = (_registered[key][1](reader) for key in keys if key in _registered)
    return [indicator for indicator in counted if indicator is not None]


def charted(keys: Iterable[str], reader: Reader) -> list[Indicator]:
    """Return each of these indicators once that has a chart over the years, in this order."""
    wanted = [key for key in dict.fromkeys(keys) if key in _by_year]
    return [indicator for indicator in count(wanted, reader) if indicator.years is not None]


def plain_number(value: Decimal | int) -> str:
    """Return a whole number in the reader's language."""
    from babel.numbers import format_decimal

    from cluster_portal.languages.codes import format_locale

    return format_decimal(value, locale=format_locale())


__all__ = [
    "Indicator",
    "IndicatorRow",
    "Reader",
    "charted",
    "count",
    "indicator_choices",
    "plain_number",
    "register_indicator",
]
