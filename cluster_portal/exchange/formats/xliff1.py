"""XLIFF 1.2: one ``file`` per record, one ``trans-unit`` per unit, codes as ``g`` and ``x``."""

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
from cluster_portal.exchange.inline import Coded, Kind, words
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

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_NAMES: dict[Any, str] = {None: NAMESPACE, "portal": PORTAL}
_CTYPES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "a": "link", "br": "lb"}
_STATES = {
    UnitState.MISSING: "needs-translation",
    UnitState.OUTDATED: "needs-review-translation",
    UnitState.MACHINE: "needs-review-translation",
    UnitState.UP_TO_DATE: "translated",
}
_CONFIRMED = {"translated", "final", "signed-off"}
# What a translation tool may put around text; none of it is markup.
_TRANSPARENT = {"mrk"}


def write(package: Package) -> bytes:
    """Return the file."""
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap=_NAMES)
    root.set("version", "1.2")
    for record in package.records:
        file = add(
            root,
            "file",
            original=str(record.ref),
            source_language=package.source,
            target_language=package.target,
            datatype="html",
        )
        file.set(portal("id"), package.portal)
        header = add(file, "header")
        add(header, "note", f"{record.kind}: {record.title} {record.address}".strip())
        body = add(file, "body")
        for unit in record.units:
            _write_unit(body, record, unit)
    if not package.records:
        _write_nothing(root, package)
    return serialise(root)


def _write_nothing(root: Element, package: Package) -> None:
    """Add a file without units: the format asks for one."""
    file = add(root, "file", original="nothing", source_language=package.source, datatype="html")
    file.set("target-language", package.target)
    file.set(portal("id"), package.portal)
    add(file, "body")


def _write_unit(body: Element, record: OutRecord, unit: OutUnit) -> None:
    element = add(body, "trans-unit", id=unit_name(record.ref, unit.key))
    element.set(XML_SPACE, "preserve")
    if unit.max_length:
        element.set("maxwidth", str(unit.max_length))
        element.set("size-unit", "char")
    element.set(portal("source"), unit.source_print)
    if unit.target_print:
        element.set(portal("target"), unit.target_print)
    _write_content(add(element, "source"), unit.source)
    target = add(element, "target", state=_STATES[unit.state])
    if unit.state is UnitState.MACHINE:
        target.set("state-qualifier", "mt-suggestion")
    _write_content(target, unit.target)
    add(element, "note", notes.context(record, unit), **{"from": "portal"})
    if notes.previous(unit):
        add(element, "note", f"Translated from: {notes.previous(unit)}", **{"from": "portal"})
    for note in (notes.limit(unit), notes.codes(unit)):
        if note:
            add(element, "note", note, **{"from": "portal"})


def _write_content(element: Element, coded: Coded) -> None:
    stack = [element]
    for part in coded.content:
        if isinstance(part, str):
            append_text(stack[-1], part)
        elif part.kind is Kind.CLOSE:
            stack.pop()
        else:
            code = coded.codes[part.code]
            made = add(stack[-1], "g" if part.kind is Kind.OPEN else "x", id=part.code)
            made.set("ctype", _CTYPES.get(code.name, f"x-html-{code.name or 'comment'}"))
            if part.kind is Kind.ALONE:
                made.set("equiv-text", storable(code.opening))
            if part.kind is Kind.OPEN:
                stack.append(made)


def read(root: Element) -> InFile:
    """Return what a file holds. Units that cannot be used say why."""
    files = root.findall(f"{{{NAMESPACE}}}file")
    first = files[0] if files else None
    units = [
        _read_unit(file, element) for file in files for element in file.iter(f"{{{NAMESPACE}}}trans-unit")
    ]
    return InFile(
        format="XLIFF 1.2",
        portal=_one(files, portal("id")),
        source=_one(files, "source-language"),
        target=_one(files, "target-language") if first is not None else "",
        units=units,
    )


def _one(files: list[Element], name: str) -> str:
    """Return the value that all files share, all values when they differ."""
    return ", ".join(sorted({file.get(name, "") for file in files}))


def _read_unit(file: Element, element: Element) -> InUnit:
    identity = element.get("id", "")
    record, key = split_name(identity)
    source, target = (element.find(f"{{{NAMESPACE}}}{name}") for name in ("source", "target"))
    content, fault = inline_xml.read(target, NAMESPACE, {"g": Kind.OPEN, "x": Kind.ALONE}, _TRANSPARENT)
    if record and record != file.get("original"):
        fault = inline_xml.misplaced(identity)
    state = "" if target is None else target.get("state", "")
    source_content, _fault = inline_xml.read(
        source, NAMESPACE, {"g": Kind.OPEN, "x": Kind.ALONE}, _TRANSPARENT
    )
    return InUnit(
        record=record,
        key=key or identity,
        line=int(element.sourceline or 0),
        source_print=element.get(portal("source"), ""),
        target_print=element.get(portal("target"), ""),
        source_words=words(source_content),
        content=content,
        is_confirmed=state in _CONFIRMED or element.get("approved") == "yes",
        fault=fault,
    )
