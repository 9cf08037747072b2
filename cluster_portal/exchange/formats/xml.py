"""Reading and writing XML without ever touching anything but the file itself."""

import re
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from cluster_portal.exchange.errors import ExchangeError

# The portal's own attributes in exchange files.
PORTAL = "urn:cluster-portal:exchange:1"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DECLARED_TYPE = re.compile(r"<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

Element = Any


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 with its mark. Raises ExchangeError for any other."""
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ExchangeError(_("The file is not written in UTF-8. Save it as UTF-8."), line) from error
    if "\x00" in text:
        raise ExchangeError(
            _("The file is not written in UTF-8. Save it as UTF-8."),
            text.count("\n", 0, text.index("\x00")) + 1,
        )
    return text


def parse(text: str) -> Element:
    """Return the root of a document. Raises ExchangeError for what is no XML, or more than plain XML.

    Document types are refused before the parser sees them: they may define entities, which may grow without end or
    name files.
    """
    declared = _DECLARED_TYPE.search(text)
    if declared:
        line = text.count("\n", 0, declared.start()) + 1
        raise ExchangeError(
            _("The file has a document type (%s); such files are not read.") % declared[1].upper(), line
        )
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.lstrip().encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as error:
        skipped = text[: len(text) - len(text.lstrip())].count("\n")
        line = (error.lineno or 1) + skipped
        raise ExchangeError(_("The file is not well-formed XML: %s") % error.msg, line) from error


def storable(text: str) -> str:
    """Return a text without the characters that no XML file may hold."""
    return _NOT_XML.sub("", text)


def serialise(root: Element) -> bytes:
    """Return a document as it is written to a file."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Add an element of the parent's namespace."""
    child = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{tag}")
    for name, value in attributes.items():
        child.set(name.replace("_", "-"), storable(value))
    if text:
        child.text = storable(text)
    return child


def append_text(parent: Element, text: str) -> None:
    """Add text at the end of an element."""
    text = storable(text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def portal(name: str) -> str:
    """Return the name of one of the portal's own attributes."""
    return f"{{{PORTAL}}}{name}"


def local_name(element: Element) -> str:
    """Return an element's name without namespace, empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
