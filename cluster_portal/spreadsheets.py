"""Cells of spreadsheets that hold what somebody wrote: no text becomes a formula."""

from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# Also the full-width forms, which some spreadsheets fold.
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
LONGEST_CELL = 32_767


def safe_text(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def guard_exports() -> None:
    """Let every export of Wagtail's lists and reports write texts that stay texts, and that a workbook can hold."""
    inherited = SpreadsheetExportMixin.preprocess_field_value

    def guarded(self: Any, field: str, value: Any, export_format: str) -> Any:
        cell = inherited(self, field, value, export_format)
        if not isinstance(cell, str):
            return cell
        if export_format == self.FORMAT_CSV:
            return safe_text(cell)
        return ILLEGAL_CHARACTERS_RE.sub("", cell)[:LONGEST_CELL]

    SpreadsheetExportMixin.preprocess_field_value = guarded
