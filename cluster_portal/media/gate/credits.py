"""What a picture goes on saying of itself: how it is turned, who made it, and on which terms it is shown."""

from dataclasses import dataclass
from typing import Any

from lxml import etree
from PIL import ExifTags, Image, IptcImagePlugin

_TURNED = ExifTags.Base.Orientation
_EXIF_CREDITS = (ExifTags.Base.Artist, ExifTags.Base.Copyright)
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
# The kind of list that each is in XMP; an empty one stands for a plain text.
_XMP_CREDITS = {
    f"{{{_DC}}}creator": "Seq",
    f"{{{_DC}}}rights": "Alt",
    f"{{{_PHOTOSHOP}}}Credit": "",
    f"{{{_RIGHTS}}}UsageTerms": "Alt",
    f"{{{_RIGHTS}}}WebStatement": "",
}
# The character set; by-line, credit, source, copyright.
_IPTC_CREDITS = ((1, 90), (2, 80), (2, 110), (2, 115), (2, 116))
_PREFIXES = {"rdf": _RDF, "dc": _DC, "photoshop": _PHOTOSHOP, "xmpRights": _RIGHTS}
_XML = "{http://www.w3.org/XML/1998/namespace}lang"
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays, written in the three ways that pictures know; each is empty where there is nothing to say."""

    exif: bytes = b""
    xmp: bytes = b""
    iptc: bytes = b""


def kept(picture: Image.Image) -> Kept:
    """Return what stays of the metadata of an opened picture. What cannot be read of it goes with the rest."""
    return Kept(*(_or_nothing(write, picture) for write in (_exif, _xmp, _iptc)))


def _or_nothing(write: Any, picture: Image.Image) -> bytes:
    try:
        return bytes(write(picture))
    # Cameras and programs write metadata that no reader expects.
    except Exception:
        return b""


def _exif(picture: Image.Image) -> bytes:
    """Return Exif that begins with its TIFF header."""
    found, small = picture.getexif(), Image.Exif()
    turned = found.get(_TURNED)
    if turned in range(2, 9):
        small[_TURNED] = turned
    for tag in _EXIF_CREDITS:
        text = found.get(tag)
        if isinstance(text, str) and text.strip("\0 "):
            # Pillow reads bytes as letters one by one; so they become the bytes that they were.
            small[tag] = text.strip("\0")[:_LONGEST].encode("latin-1", "replace")
    return small.tobytes().removeprefix(b"Exif\0\0") if len(small) else b""


def _xmp(picture: Image.Image) -> bytes:
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    packet = packet.encode() if isinstance(packet, str) else packet
    if not packet:
        return b""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(packet.strip(b"\0 \r\n\t"), parser)
    description = etree.Element(f"{{{_RDF}}}Description", nsmap=_PREFIXES)
    description.set(f"{{{_RDF}}}about", "")
    for name, form in _XMP_CREDITS.items():
        texts = [
            text for node in root.iter(name) if (text := " ".join("".join(map(str, node.itertext())).split()))
        ]
        texts = texts or [
            node.get(name, "") for node in root.iter(f"{{{_RDF}}}Description") if node.get(name)
        ]
        if form == "Seq":
            texts = [
                text
                for node in root.iter(name)
                for item in node.iter(f"{{{_RDF}}}li")
                if (text := " ".join((item.text or "").split()))
            ] or texts
        if texts:
            _write(etree.SubElement(description, name), form, texts)
    if not len(description):
        return b""
    meta = etree.Element("{adobe:ns:meta/}xmpmeta", nsmap={"x": "adobe:ns:meta/"})
    etree.SubElement(meta, f"{{{_RDF}}}RDF", nsmap={"rdf": _RDF}).append(description)
    etree.cleanup_namespaces(meta)
    return etree.tostring(meta, encoding="utf-8")


def _write(node: Any, form: str, texts: list[str]) -> None:
    if not form:
        node.text = texts[0][:_LONGEST]
        return
    items = etree.SubElement(node, f"{{{_RDF}}}{form}")
    for text in texts if form == "Seq" else texts[:1]:
        item = etree.SubElement(items, f"{{{_RDF}}}li")
        item.text = text[:_LONGEST]
        if form == "Alt":
            item.set(_XML, "x-default")


def _iptc(picture: Image.Image) -> bytes:
    """Return the records, as they stand in a Photoshop resource."""
    found = IptcImagePlugin.getiptcinfo(picture) or {}  # type: ignore[arg-type]
    written = b""
    for key in _IPTC_CREDITS:
        values = found.get(key, [])
        for value in values if isinstance(values, list) else [values]:
            short = value[:_LONGEST]
            written += b"\x1c" + bytes(key) + len(short).to_bytes(2, "big") + short
    return written if any(key in found for key in _IPTC_CREDITS[1:]) else b""
