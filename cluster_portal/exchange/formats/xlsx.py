"""Spreadsheets for reviewers without a translation tool: source and translation side by side."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from cluster_portal.exchange import tags
from cluster_portal.exchange.errors import ExchangeError
from cluster_portal.exchange.formats import notes
from cluster_portal.exchange.formats.xml import storable
from cluster_portal.exchange.inline import Coded
from cluster_portal.exchange.model import (
    InFile,
    InUnit,
    OutRecord,
    OutUnit,
    Package,
    UnitState,
    split_name,
    unit_name,
)
from cluster_portal.media.gate.archives import DAMAGED

TEXTS, PORTAL = "Texts", "Portal"
PAGE, FIELD, SOURCE, TARGET, STATE, LENGTH, NOTE, UNIT, SOURCE_PRINT, TARGET_PRINT = (
    *("Page", "Field", "Source", "Translation", "State", "Maximum length", "Note", "Unit"),
    *("Source fingerprint", "Translation fingerprint"),
)
_WIDTHS = {PAGE: 30, FIELD: 24, SOURCE: 70, TARGET: 70, STATE: 12, LENGTH: 10, NOTE: 40}
_HIDDEN = (UNIT, SOURCE_PRINT, TARGET_PRINT)
_COLUMNS = (*_WIDTHS, *_HIDDEN)
_REQUIRED = (SOURCE, TARGET, *_HIDDEN)
# What a cell of a spreadsheet holds at most.
_CELL = 32_767
# What the parts of a spreadsheet may come to when unpacked. In bytes.
_UNPACKED = 25 * 1024 * 1024
# Rows, columns and cells that are read at most: a few bytes of a spreadsheet may stand for a million rows.
_ROWS, _COLUMNS_READ, _CELLS = 20_000, 40, 250_000
_CELL_TAG = re.compile(rb"<(?:\w+:)?(?:c|si|row)[\s/>]")
_CODES = re.compile(r"</?[gx][0-9a-z-]+/?>")


def write(package: Package) -> bytes:
    """Return the file. Raises ExchangeError for a text that no cell can hold."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(TEXTS)
    for position, name in enumerate(_COLUMNS):
        column = sheet.column_dimensions[chr(ord("A") + position)]
        column.width = _WIDTHS.get(name, 10)
        column.hidden = name in _HIDDEN
    sheet.freeze_panes = "A2"
    count = package.units
    if count:
        choice = DataValidation(type="list", formula1=f'"{",".join(UnitState)}"', allow_blank=True)
        choice.add(f"E2:E{count + 1}")
        sheet.data_validations.append(choice)
    sheet.append([_heading(sheet, name) for name in _COLUMNS])
    for record in package.records:
        for unit in record.units:
            sheet.append([_cell(sheet, value) for value in _row(record, unit)])
    info = book.create_sheet(PORTAL)
    info.sheet_state = "hidden"
    for name, value in (("portal", package.portal), ("source", package.source), ("target", package.target)):
        info.append([name, value])
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _heading(sheet: Any, name: str) -> Cell:
    cell = WriteOnlyCell(sheet, name)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E6E6EA")
    return cell


def _cell(sheet: Any, value: Any) -> Cell:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        # A text that begins like a formula is a text.
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _row(record: OutRecord, unit: OutUnit) -> list[Any]:
    note = [f"Translated from: {notes.previous(unit)}" if notes.previous(unit) else "", notes.codes(unit)]
    return [
        storable(f"{record.title} {record.address}".strip())[:_CELL],
        storable(unit.label)[:_CELL],
        _text(unit.source, record, unit),
        _text(unit.target, record, unit),
        unit.state.value,
        unit.max_length,
        storable("\n".join(line for line in note if line))[:_CELL],
        unit_name(record.ref, unit.key),
        unit.source_print,
        unit.target_print,
    ]


def _text(coded: Coded, record: OutRecord, unit: OutUnit) -> str:
    content = coded.content
    text = tags.write(content) if unit.is_html else "".join(part for part in content if isinstance(part, str))
    if len(text) > _CELL:
        raise ExchangeError(
            _("“%(label)s” of “%(title)s” is too long for a spreadsheet; choose XLIFF or PO.")
            % {"label": unit.label, "title": record.title}
        )
    return storable(text)


def read(data: bytes) -> InFile:
    """Return what a file holds. Raises ExchangeError when it is no such spreadsheet, or not safe to open."""
    _check_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = {
            name: list(book[name].iter_rows(max_row=_ROWS + 2, max_col=_COLUMNS_READ))
            for name in (TEXTS, PORTAL)
            if name in book.sheetnames
        }
    except (*DAMAGED, InvalidFileException, AttributeError, TypeError, SyntaxError) as error:
        raise ExchangeError(_("The spreadsheet is damaged.")) from error
    if len(sheets.get(TEXTS, ())) > _ROWS + 1:
        raise ExchangeError(_("The spreadsheet has too many cells. Export fewer pages at a time."))
    if TEXTS not in sheets or PORTAL not in sheets or not sheets[TEXTS]:
        raise ExchangeError(
            _("The spreadsheet was not exported by a portal: the sheets “Texts” and “Portal” are missing.")
        )
    info = {str(row[0].value): str(row[1].value or "") for row in sheets[PORTAL] if len(row) > 1}
    return InFile(
        format="XLSX",
        portal=info.get("portal", ""),
        source=info.get("source", ""),
        target=info.get("target", ""),
        units=list(_read_units(sheets[TEXTS])),
    )


def _check_archive(data: bytes) -> None:
    """Refuse an archive that unpacks to very much, and parts with a document type, before anything reads them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _UNPACKED:
                raise ExchangeError(
                    _("The spreadsheet unpacks to more than %s MB.") % (_UNPACKED // 1024 // 1024)
                )
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(part.filename, archive.read(part))
    except ExchangeError:
        raise
    except DAMAGED as error:
        raise ExchangeError(_("The spreadsheet is damaged.")) from error


def _check_part(name: str, content: bytes) -> None:
    is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content[:4]
    if is_wide or b"<!" in _outside_comments(content):
        raise ExchangeError(_("The spreadsheet has a document type (%s); such files are not read.") % name)
    if len(_CELL_TAG.findall(content)) > _CELLS:
        raise ExchangeError(_("The spreadsheet has too many cells. Export fewer pages at a time."))


def _outside_comments(content: bytes) -> bytes:
    return re.sub(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", b"", content, flags=re.DOTALL)


def _read_units(rows: list[Any]) -> Iterator[InUnit]:
    names = [str(cell.value or "").strip() for cell in rows[0]]
    missing = [name for name in _REQUIRED if name not in names]
    if missing:
        raise ExchangeError(_("The spreadsheet lacks the column “%s”.") % "”, “".join(missing), 1)
    places = {name: names.index(name) for name in names if name}
    for line, row in enumerate(rows[1:], start=2):
        cells = {name: row[place] for name, place in places.items() if place < len(row)}
        values = {name: "" if cell.value is None else str(cell.value) for name, cell in cells.items()}
        if any(values.values()):
            yield _read_unit(line, cells, values)


def _read_unit(line: int, cells: dict[str, Any], values: dict[str, str]) -> InUnit:
    name = values.get(UNIT, "")
    record, key = split_name(name)
    fault = ""
    if getattr(cells.get(TARGET), "data_type", "") == "f":
        fault = _("The translation is a formula.")
    return InUnit(
        record=record,
        key=key or name or values.get(FIELD, ""),
        line=line,
        source_print=values.get(SOURCE_PRINT, ""),
        target_print=values.get(TARGET_PRINT, ""),
        source_words=_CODES.sub(" ", values.get(SOURCE, "")),
        is_confirmed=values.get(STATE, "").strip() == UnitState.UP_TO_DATE.value,
        fault=fault,
        tagged=values.get(TARGET, ""),
    )
