"""A figure year by year: what of it a chart draws, in whole units of the drawing; the template draws it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from django.utils.functional import Promise
from django.utils.translation import gettext as _

WIDTH = 600
HEIGHT = 300
# Room for the figure that the upper line stands for, and for the years.
_TOP = 40
_BOTTOM = 40
# A year takes that much room when it is written.
_WIDTH_OF_A_YEAR = 85
_GAP = 0.3
_STEPS = (1, 2, 5, 10)

Amount = int | Decimal


@dataclass(frozen=True, slots=True)
class Year:
    """A year and its part of a figure; ``year`` is None for what is not dated, ``text`` the value as it is read."""

    year: int | None
    value: Amount
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """The column of one year; ``is_named`` says whether there is room for the year below it."""

    year: int
    text: str
    x: int
    y: int
    width: int
    height: int
    is_named: bool

    @property
    def middle(self) -> int:
        """Return where the year is written."""
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the chart and what it stands for."""

    y: int
    text: str


@dataclass(frozen=True, slots=True)
class YearChart:
    """A figure year by year. ``basis`` says what puts something into a year; ``years`` are the numbers, in order."""

    basis: str | Promise
    years: Sequence[Year]
    columns: Sequence[Column]
    rules: Sequence[Rule]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def floor(self) -> int:
        """Return where the columns stand."""
        return HEIGHT - _BOTTOM

    @property
    def undated(self) -> Year | None:
        """Return what no column shows, because its year is not known."""
        return next((year for year in self.years if year.year is None), None)

    @property
    def summary(self) -> str:
        """Return what the drawing shows, for who does not see it."""
        most = max((year for year in self.years if year.year is not None), key=lambda year: year.value)
        return _("Columns by year, from %(first)s to %(last)s. The most in %(year)s: %(value)s.") % {
            "first": self.columns[0].year,
            "last": self.columns[-1].year,
            "year": most.year,
            "value": most.text,
        }


def draw_years(
    years: Sequence[Year], basis: str | Promise, short: Callable[[Amount], str]
) -> YearChart | None:
    """Return the chart of a figure; None where fewer than two years are known, which make no chart.

    Years without anything between the first and the last keep their place. ``short`` writes what a line stands for.
    """
    known = {year.year: year for year in years if year.year is not None}
    if len(known) < 2:
        return None
    first, last = min(known), max(known)
    top = _round_up(max(year.value for year in known.values()))
    plot, step = HEIGHT - _TOP - _BOTTOM, WIDTH / (last - first + 1)
    named_each = max(1, ceil(_WIDTH_OF_A_YEAR / step))
    columns = []
    for number, year in enumerate(range(first, last + 1)):
        found = known.get(year)
        height = round(plot * float(found.value) / top) if found else 0
        columns.append(
            Column(
                year=year,
                text=found.text if found else "",
                x=round(step * (number + _GAP / 2)),
                y=HEIGHT - _BOTTOM - height,
                width=max(1, round(step * (1 - _GAP))),
                height=height,
                # Counted from the end: the last year is the one that is looked for.
                is_named=(last - year) % named_each == 0,
            )
        )
    rules = [Rule(_TOP, short(top))]
    if top % 2 == 0:
        rules.append(Rule(_TOP + plot // 2, short(top // 2)))
    ordered = sorted(years, key=lambda year: (year.year is None, year.year))
    return YearChart(basis, ordered, columns, rules)


def _round_up(value: Amount) -> int:
    """Return the next figure that is easily read: 1, 2 or 5 with noughts."""
    power = 10 ** max(0, len(str(int(value))) - 1)
    return next(step * power for step in _STEPS if step * power >= value)
