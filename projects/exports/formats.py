"""Writes records as CSV, XLSX, JSON and GeoJSON.

Spreadsheets run a text that begins like a formula: CSV gets an apostrophe before it, XLSX says that it is text.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from cluster_portal.spreadsheets import LONGEST_CELL, safe_text
from projects.exports.columns import Column, Kind, as_json
from projects.exports.resources import Resource

_NUMBER_FORMATS = {Kind.MONEY: "#,##0.00", Kind.DAY: "yyyy-mm-dd", Kind.MOMENT: "yyyy-mm-dd hh:mm"}


@dataclass(frozen=True, slots=True)
class About:
    """What every export says of itself."""

    title: str
    publisher: str
    address: str
    language: str
    licence: str
    licence_url: str
    exported_at: datetime
    ignored: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "title": self.title,
            "publisher": self.publisher,
            "source": self.address,
            "language": self.language,
            "licence": self.licence,
            "licence_url": self.licence_url,
            "exported_at": self.exported_at.isoformat(timespec="seconds"),
            "ignored_filters": self.ignored,
        }


Writer = Callable[[IO[bytes], Resource, Iterable[Any], About], None]


def write_csv(stream: IO[bytes], resource: Resource, records: Iterable[Any], about: About) -> None:
    """Write CSV (RFC 4180) in UTF-8 with a mark that spreadsheets know it by; licence and date end each row."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([*(column.key for column in resource.columns), "licence", "exported_on"])
    closing = [about.licence, about.exported_at.date().isoformat()]
    for record in records:
        writer.writerow([*(_csv_cell(column, column.get(record)) for column in resource.columns), *closing])
    text.detach()


def _csv_cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.kind is Kind.LIST:
        return safe_text("; ".join(map(str, value)))
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    if isinstance(value, date | Decimal | int):
        return str(value)
    return safe_text(str(value))


def write_xlsx(stream: IO[bytes], resource: Resource, records: Iterable[Any], about: About) -> None:
    """Write a workbook: one sheet with the records, one that says what they are."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(resource.label)[:31])
    sheet.freeze_panes = "A2"
    bold = Font(bold=True)
    heading = [WriteOnlyCell(sheet, value=str(column.label)) for column in resource.columns]
    for cell in heading:
        cell.font = bold
    sheet.append(heading)
    for record in records:
        sheet.append([_xlsx_cell(sheet, column, column.get(record)) for column in resource.columns])
    notes = book.create_sheet(_("About"))
    rows: list[tuple[str, str | date]] = [
        (_("Content"), about.title),
        (_("Publisher"), about.publisher),
        (_("Address"), about.address),
        (_("Language"), about.language),
        (_("Licence"), f"{about.licence} – {about.licence_url}"),
        (_("Date"), about.exported_at.date()),
        (_("Time zone of moments"), timezone.get_default_timezone_name()),
        (_("Ignored filters"), ", ".join(about.ignored)),
    ]
    for label, value in rows:
        notes.append(
            [_text_cell(notes, label), value if isinstance(value, date) else _text_cell(notes, value)]
        )
    book.save(stream)


def _text_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value="")
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL]
    # A text stays a text, also one that begins with an equals sign.
    cell.data_type = "s"
    return cell


def _xlsx_cell(sheet: Any, column: Column, value: Any) -> Any:
    if value is None or value == "":
        return None
    if column.kind is Kind.LIST:
        return _text_cell(sheet, "; ".join(map(str, value))) if value else None
    if column.kind is Kind.TEXT:
        return _text_cell(sheet, str(value))
    if isinstance(value, datetime):
        # Workbooks know no time zones: the portal's own is meant, as the second sheet says.
        value = timezone.localtime(value).replace(tzinfo=None)
    cell = WriteOnlyCell(sheet, value=value)
    if number_format := _NUMBER_FORMATS.get(column.kind):
        cell.number_format = number_format
    return cell


def record_as_json(resource: Resource, record: Any) -> dict[str, Any]:
    """Return a record for JSON, by column key."""
    return {column.key: as_json(column, column.get(record)) for column in resource.columns}


def write_json(stream: IO[bytes], resource: Resource, records: Iterable[Any], about: About) -> None:
    """Write one object: what it is, then ``items``."""
    _write_list(stream, about.as_json(), "items", (record_as_json(resource, record) for record in records))


def write_geojson(stream: IO[bytes], resource: Resource, records: Iterable[Any], about: About) -> None:
    """Write a FeatureCollection (RFC 7946); a record without a place has no geometry."""
    features = (
        {
            "type": "Feature",
            "id": str(record.uuid),
            "geometry": _geometry(resource.points(record)),
            "properties": record_as_json(resource, record),
        }
        for record in records
    )
    _write_list(stream, {"type": "FeatureCollection", **about.as_json()}, "features", features)


def _geometry(points: list[tuple[float, float]]) -> dict[str, Any] | None:
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": list(points[0])}
    return {"type": "MultiPoint", "coordinates": [list(point) for point in points]}


def _write_list(stream: IO[bytes], head: dict[str, Any], name: str, items: Iterable[dict[str, Any]]) -> None:
    """Write an object whose last member is a long list, without holding the list."""
    start = json.dumps(head, ensure_ascii=False)
    stream.write(f'{start[:-1]}, "{name}": ['.encode())
    for number, item in enumerate(items):
        stream.write(((",\n" if number else "\n") + json.dumps(item, ensure_ascii=False)).encode())
    stream.write(b"\n]}\n")


@dataclass(frozen=True, slots=True)
class Format:
    """A file format."""

    name: str
    content_type: str
    write: Writer


FORMATS = {
    known.name: known
    for known in (
        Format("csv", "text/csv; charset=utf-8", write_csv),
        Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
        Format("json", "application/json", write_json),
        Format("geojson", "application/geo+json", write_geojson),
    )
}
