"""XLIFF 2.0: one ``file`` per record, one ``unit`` per unit, codes as ``pc`` and ``ph``."""

from typing import Any

from lxml import etree

from cluster_portal.exchange.formats import inline_xml, notes
from cluster_portal.exchange.formats.xml import (
    PORTAL,
    XML_SPACE,
    Element,
    add,
    append_text,
    portal,
    serialise,
    storable,
)
from cluster_portal.exchange.inline import Coded, Content, Kind, Mark, joined, words
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

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
SIZES = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
_NAMES: dict[Any, str] = {None: NAMESPACE, "slr": SIZES, "portal": PORTAL}
_FORMATS = {"b": "xlf:b", "strong": "xlf:b", "i": "xlf:i", "em": "xlf:i", "p": "xlf:p", "br": "xlf:lb"}
_STATES = {
    UnitState.MISSING: "initial",
    UnitState.OUTDATED: "initial",
    UnitState.MACHINE: "initial",
    UnitState.UP_TO_DATE: "translated",
}
_CONFIRMED = {"translated", "reviewed", "final"}
_CODES = {"pc": Kind.OPEN, "ph": Kind.ALONE}
_TRANSPARENT = {"mrk", "sm", "em"}


def write(package: Package) -> bytes:
    """Return the file."""
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap=_NAMES)
    root.set("version", "2.0")
    root.set("srcLang", package.source)
    root.set("trgLang", package.target)
    root.set(portal("id"), package.portal)
    number = 0
    for position, record in enumerate(package.records, start=1):
        file = add(root, "file", id=f"f{position}", original=str(record.ref))
        profiles = etree.SubElement(file, f"{{{SIZES}}}profiles", generalProfile="xliff:codepoints")
        etree.SubElement(profiles, f"{{{SIZES}}}normalization", general="nfc")
        file_notes = add(file, "notes")
        add(
            file_notes, "note", f"{record.kind}: {record.title} {record.address}".strip(), category="location"
        )
        for unit in record.units:
            number += 1
            _write_unit(file, record, unit, f"u{number}")
    if not package.records:
        file = add(root, "file", id="f1", original="nothing")
        add(add(file, "notes"), "note", "There is nothing to translate in this selection.")
    return serialise(root)


def _write_unit(file: Element, record: OutRecord, unit: OutUnit, identity: str) -> None:
    element = add(file, "unit", id=identity, name=unit_name(record.ref, unit.key))
    element.set(XML_SPACE, "preserve")
    if unit.max_length:
        element.set(f"{{{SIZES}}}sizeRestriction", str(unit.max_length))
    element.set(portal("source"), unit.source_print)
    if unit.target_print:
        element.set(portal("target"), unit.target_print)
    about = add(element, "notes")
    add(about, "note", notes.context(record, unit), category="location")
    if notes.previous(unit):
        add(about, "note", f"Translated from: {notes.previous(unit)}", category="previous-source")
    if notes.limit(unit):
        add(about, "note", notes.limit(unit), category="length")
    data = _write_original_data(element, unit)
    segment = add(element, "segment", state=_STATES[unit.state])
    if unit.state in (UnitState.OUTDATED, UnitState.MACHINE):
        segment.set("subState", f"portal:{unit.state.value}")
    for name, coded in (("source", unit.source), ("target", unit.target)):
        child = add(segment, name)
        child.set(XML_SPACE, "preserve")
        _write_content(child, coded, data)


def _write_original_data(element: Element, unit: OutUnit) -> dict[str, str]:
    """Write each piece of markup once; return the names of the pieces."""
    data: dict[str, str] = {}
    for code in (*unit.source.codes.values(), *unit.target.codes.values()):
        for markup in (code.opening, code.closing):
            if markup:
                data.setdefault(markup, f"d{len(data) + 1}")
    if data:
        container = add(element, "originalData")
        for markup, name in data.items():
            add(container, "data", markup, id=name)
    return data


def _write_content(element: Element, coded: Coded, data: dict[str, str]) -> None:
    stack = [element]
    for part in coded.content:
        if isinstance(part, str):
            append_text(stack[-1], part)
            continue
        if part.kind is Kind.CLOSE:
            stack.pop()
            continue
        code = coded.codes[part.code]
        made = add(stack[-1], "pc" if part.kind is Kind.OPEN else "ph", id=part.code)
        made.set("canCopy", "no")
        made.set("canDelete", "no")
        if code.name == "a":
            made.set("type", "link")
        elif code.name in _FORMATS:
            made.set("type", "fmt")
            made.set("subType", _FORMATS[code.name])
        if part.kind is Kind.ALONE:
            made.set("dataRef", data[code.opening])
            made.set("disp", storable(code.opening))
        else:
            made.set("dataRefStart", data[code.opening])
            made.set("dataRefEnd", data[code.closing])
            stack.append(made)


def read(root: Element) -> InFile:
    """Return what a file holds. Units that cannot be used say why."""
    units = [
        _read_unit(file, element)
        for file in root.findall(f"{{{NAMESPACE}}}file")
        for element in file.iter(f"{{{NAMESPACE}}}unit")
    ]
    return InFile(
        format="XLIFF 2.0",
        portal=root.get(portal("id"), ""),
        source=root.get("srcLang", ""),
        target=root.get("trgLang", ""),
        units=units,
    )


def _read_unit(file: Element, element: Element) -> InUnit:
    name = element.get("name", "")
    record, key = split_name(name)
    segments = [child for child in element if child.tag in (_tag("segment"), _tag("ignorable"))]
    content, fault = _translation(segments)
    if record and record != file.get("original"):
        fault = inline_xml.misplaced(name)
    states = {segment.get("state", "initial") for segment in segments if segment.tag == _tag("segment")}
    return InUnit(
        record=record,
        key=key or name or element.get("id", ""),
        line=int(element.sourceline or 0),
        source_print=element.get(portal("source"), ""),
        target_print=element.get(portal("target"), ""),
        source_words=words(_source(segments)),
        content=content,
        is_confirmed=bool(states) and states <= _CONFIRMED,
        fault=fault,
    )


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _source(segments: list[Element]) -> Content:
    return joined([part for segment in segments for part in _content(segment.find(_tag("source")))[0]])


def _translation(segments: list[Element]) -> tuple[Content, str]:
    """Return the translation of all segments that a tool may have cut a unit into; none when one lacks it."""
    parts: list[str | Mark] = []
    for segment in segments:
        target = segment.find(_tag("target"))
        if target is None and segment.tag == _tag("ignorable"):
            target = segment.find(_tag("source"))
        content, fault = _content(target)
        if fault:
            return (), fault
        if not content and segment.tag == _tag("segment"):
            return (), ""
        parts += content
    return joined(parts), ""


def _content(element: Element | None) -> tuple[Content, str]:
    return inline_xml.read(element, NAMESPACE, _CODES, _TRANSPARENT)
