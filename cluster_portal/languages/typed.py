"""Numbers and moments as people write them: read in the reader's way, shown back in it, refused when ambiguous."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from babel import numbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminDateTimeInput

from cluster_portal.languages.codes import format_locale

# Plain, no-break, narrow and thin spaces, and the apostrophes of Switzerland.
_GAPS = " \u00a0\u202f\u2009'’"
_MINUS = re.compile(r"^[-−–]\s?")
_GROUPED = re.compile(r"\d{1,3}(?P<gap>\D)\d{3}(?:(?P=gap)\d{3})*")
DEADLINE_TIME = "17:00"


def shown_number(value: Decimal, *, grouped: bool = True) -> str:
    """Return a number as the reader writes it: ``3 200 000,5`` with no-break spaces, ``3,200,000.5``."""
    places = max(0, -int(value.normalize().as_tuple().exponent))
    pattern = ("#,##0" if grouped else "0") + (f".{'0' * places}" if places else "")
    return str(numbers.format_decimal(value, format=pattern, locale=format_locale()))


def read_number(typed: str, *, grouped: bool = True) -> Decimal:
    """Return the number that somebody typed. Raises ValidationError for what is none, or may be two.

    With ``grouped``, signs and spaces may separate thousands; a number with one sign and three figures behind it is
    then a thousand only where the reader's language writes it so.
    """
    text = typed.strip()
    sign, digits = ("-", _MINUS.sub("", text)) if _MINUS.match(text) else ("", text)
    whole, point, rest = _parts(digits, grouped)
    gaps = {char for char in whole if not char.isdigit()}
    if not re.fullmatch(r"\d+", rest or "0") or (gaps and not (grouped and _GROUPED.fullmatch(whole))):
        raise _no_number(grouped)
    if grouped and point and len(rest) == 3 and not gaps and 0 < len(whole) <= 3 and whole.strip("0"):
        if point != numbers.get_group_symbol(format_locale()):
            raise _ambiguous(typed)
        whole, rest = whole + rest, ""
    plain = re.sub(r"\D", "", whole)
    if not plain or not plain.isascii() or not (rest or "0").isascii():
        raise _no_number(grouped)
    return Decimal(f"{sign}{plain}.{rest or '0'}")


def _parts(digits: str, grouped: bool) -> tuple[str, str, str]:
    """Split at the decimal sign: the last of two different signs, or one that occurs once."""
    text = "".join("\u202f" if char in _GAPS else char for char in digits)
    signs = [char for char in text if char in ".,"]
    if not signs or (grouped and len(signs) > 1 and len(set(signs)) == 1):
        return text, "", ""
    whole, point, rest = text.rpartition(signs[-1])
    return whole, point, rest


def _example(grouped: bool) -> str:
    return shown_number(Decimal("3200000.5") if grouped else Decimal("50.63373"), grouped=grouped)


def _no_number(grouped: bool) -> ValidationError:
    return ValidationError(
        _("This is no number. Write it as in %(example)s.") % {"example": _example(grouped)}
    )


def _ambiguous(typed: str) -> ValidationError:
    whole = Decimal(re.sub(r"\D", "", typed))
    return ValidationError(
        _("“%(typed)s” can be read in two ways. Write %(thousands)s for the whole number, or fewer decimals.")
        % {"typed": typed.strip(), "thousands": re.sub(r"\D", "", str(whole))}
    )


class LocalDecimalField(forms.DecimalField):
    """An amount in a plain input: no wheel of the mouse changes it. Coordinates have no thousands."""

    widget = forms.TextInput

    @property
    def _grouped(self) -> bool:
        return (self.decimal_places or 0) <= 2

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask a telephone for its keys with figures."""
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """Show a number as the reader writes it; what was typed and refused stays as it is."""
        return shown_number(value, grouped=self._grouped) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        """Read what was typed, with the decimals of the column: a number that nobody changed stays the same."""
        if isinstance(value, str) and value.strip():
            value = read_number(value, grouped=self._grouped)
            places = self.decimal_places or 0
            if -int(value.as_tuple().exponent) < places and value.adjusted() < 15:
                value = value.quantize(Decimal(1).scaleb(-places))
        return super().to_python(value)


class LocalIntegerField(forms.IntegerField):
    """A whole number, such as a year, in a plain input."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask a telephone for its keys with figures."""
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}


class MomentInput(AdminDateTimeInput):
    """A date and a time; who chooses a day is proposed the end of a working day, not midnight."""

    def get_config(self) -> dict[str, Any]:
        """Add the proposal."""
        return {**super().get_config(), "defaultTime": DEADLINE_TIME}


class MomentFormField(forms.DateTimeField):
    """A moment: a day alone is none, and would silently begin at midnight."""

    widget = MomentInput

    def to_python(self, value: Any) -> datetime | None:
        """Ask for the time of a day."""
        moment = super().to_python(value)
        if isinstance(value, str) and moment is not None and ":" not in value:
            raise ValidationError(
                _("Add the time: %(example)s, for instance.")
                % {"example": f"{value.strip()} {DEADLINE_TIME}"}
            )
        return moment
