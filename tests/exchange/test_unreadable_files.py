"""Files that are refused as a whole: with a document type, too large, of another portal, no exchange files at all."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from cluster_portal.exchange import formats
from cluster_portal.exchange.formats import read
from cluster_portal.exchange.planning import plan_file
from tests.exchange.conftest import XML_FORMATS
from tests.exchange.reading import message, refused

pytestmark = pytest.mark.django_db
Export = Callable[..., bytes]

DOCTYPES = {
    "plain": '<!DOCTYPE xliff SYSTEM "http://localhost:1/xliff.dtd">',
    "external": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "laughs": '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{("&" + a + ";") * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>",
    "parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
}


@pytest.mark.parametrize("name", DOCTYPES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("form", XML_FORMATS)
def test_document_type(name: str, encoding: str, form: str, full_page: Any, export: Export) -> None:
    text = export(form, full_page).decode().replace("<xliff", f"\n{DOCTYPES[name]}<xliff", 1)
    if encoding == "utf-16":
        text = text.replace("UTF-8", "UTF-16", 1)
    found = message(text.encode(encoding))
    assert "document type" in found
    assert found.startswith("Line 3:")


def test_document_type_in_a_spreadsheet(full_page: Any, export: Export) -> None:
    source, changed = zipfile.ZipFile(io.BytesIO(export("xlsx", full_page))), io.BytesIO()
    with zipfile.ZipFile(changed, "w") as archive:
        for part in source.infolist():
            content = source.read(part)
            if part.filename.endswith("sheet1.xml"):
                content = content.replace(b"<worksheet", DOCTYPES["laughs"].encode() + b"<worksheet", 1)
            archive.writestr(part.filename, content)
    assert "document type" in message(changed.getvalue())


def test_a_spreadsheet_that_unpacks_to_very_much() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 101 * 1024 * 1024)
    assert "MB" in message(bomb.getvalue())


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row>',
        b'<row r="1"><c r="A1"/></row>' * 130_000,
        b"<row/>" * 300_000,
    ],
)
def test_a_spreadsheet_of_a_million_rows(rows: bytes, full_page: Any, export: Export) -> None:
    source, changed = zipfile.ZipFile(io.BytesIO(export("xlsx", full_page))), io.BytesIO()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            content = source.read(part)
            if part.filename.endswith("sheet1.xml"):
                content = content.replace(b"</sheetData>", rows + b"</sheetData>", 1)
            archive.writestr(part.filename, content)
    assert "too many cells" in message(changed.getvalue())


def test_a_large_po_file(full_page: Any, export: Export) -> None:
    assert "MB" in message(export("po", full_page) + b"\n# x" * 4 * 1024 * 1024)


def test_a_hundred_megabytes() -> None:
    assert "MB" in message(b"<xliff>" + b" " * 100 * 1024 * 1024)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n",
        b"hello",
        b"/etc/passwd",
        b"PK\x03\x04 nothing",
        b"<a/>",
        b"<xliff",
        b"\xff\xfeh",
        b"\xe9t\xe9",
        b"msgid \x00",
        b'msgid "a"\nmsgstr',
        b'msgid "a\nmsgstr "b"\n',
        b"msgid",
        b"<" * 100_000,
        b"<a>" * 100_000,
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>',
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>',
        b"<?xml version='1.0' encoding='utf-7'?><xliff/>",
    ],
)
def test_no_exchange_file(data: bytes) -> None:
    assert message(data)


@pytest.mark.parametrize("form", ["xliff12", "xliff2", "po"])
def test_utf_16_is_read(form: str, full_page: Any, export: Export) -> None:
    data = export(form, full_page).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert plan_file(read(data)).counts()["unchanged"] == 9


def test_languages_and_portal_of_the_file(full_page: Any, export: Export) -> None:
    data = export("xliff2", full_page)
    assert "xx" in message(data.replace(b'trgLang="nl"', b'trgLang="xx"'))
    assert "same language" in message(data.replace(b'trgLang="nl"', b'trgLang="fr"'))
    assert "this portal" in message(re.sub(rb'portal:id="[^"]*"', b'portal:id="x"', data))
    # A file into another language than it was made for carries fingerprints of other translations.
    wrong = refused(data.replace(b'trgLang="nl"', b'trgLang="en"').replace(b"pagina", b"page"))
    assert all("changed in the portal" in unit.reason for unit in wrong)


def test_into_the_language_a_page_is_written_in(full_page: Any, export: Export) -> None:
    data = (
        export("xliff2", full_page)
        .replace(b'trgLang="nl"', b'trgLang="tmp"')
        .replace(b'srcLang="fr"', b'srcLang="nl"')
    )
    units = refused(data.replace(b'trgLang="tmp"', b'trgLang="fr"'))
    assert len(units) == 9
    assert "no translation" in units[0].reason


def test_size_is_the_limit_that_the_form_names() -> None:
    assert formats.MAX_SIZE == 20 * 1024 * 1024
