"""Pictures of every kind, sound ones and others."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin, features

MARK = b"zqcameraqz"
ARTIST, RIGHTS = "Ada Byron", "(c) The cluster"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:e="http://ns.adobe.com/exif/1.0/"'
    b' e:GPSLatitude="' + MARK + b'"><dc:creator><rdf:Seq><rdf:li>' + ARTIST.encode() + b"</rdf:li></rdf:Seq>"
    b'</dc:creator><dc:rights><rdf:Alt><rdf:li xml:lang="x-default">'
    + RIGHTS.encode()
    + b"</rdf:li></rdf:Alt>"
    b"</dc:rights><dc:description>" + MARK + b"</dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
)
FORMATS = ["jpeg", "png", "webp", *(["avif"] if features.check("avif") else [])]
HEIC = (Path(__file__).parent / "data" / "photo.heic").read_bytes()


def png(size: tuple[int, int] = (8, 8)) -> bytes:
    """Return a small PNG."""
    written = BytesIO()
    Image.new("RGB", size, "navy").save(written, "PNG")
    return written.getvalue()


def huge_png(size: tuple[int, int] = (11_000, 11_000)) -> bytes:
    """Return some kB that unfold to many pixels, written without unfolding them here."""
    rows = zlib.compressobj(9)
    row = b"\0" * (size[0] // 8 + 2)
    packed = b"".join([*(rows.compress(row) for _ in range(size[1])), rows.flush()])

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I4s", len(body), name) + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", *size, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def frames(form: str, size: tuple[int, int], number: int) -> bytes:
    """Return a picture of several frames."""
    written = BytesIO()
    several = [Image.new("P", size, colour) for colour in range(number)]
    several[0].save(written, form, save_all=True, append_images=several[1:], optimize=False)
    return written.getvalue()


def iptc() -> bytes:
    """Return IPTC as a Photoshop resource: by-line, copyright, and a city."""

    def dataset(number: int, text: bytes) -> bytes:
        return b"\x1c\x02" + bytes([number]) + len(text).to_bytes(2, "big") + text

    records = dataset(80, ARTIST.encode()) + dataset(116, RIGHTS.encode()) + dataset(90, MARK)
    resource = b"8BIM\x04\x04\0\0" + len(records).to_bytes(4, "big") + records + b"\0" * (len(records) % 2)
    body = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body


def photo(form: str) -> bytes:
    """Return a picture as a camera writes it, to be turned, its upper left corner red once upright."""
    picture = Image.new("RGB", (60, 40), "navy")
    picture.paste("red", (0, 20, 20, 40))
    exif = picture.getexif()
    exif[0x0112], exif[0x010F], exif[0x927C] = 6, MARK.decode(), MARK
    exif[0x013B], exif[0x8298] = ARTIST, RIGHTS
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 38.0, 0.0), 29: MARK.decode()})
    written = BytesIO()
    options: dict[str, Any] = {"exif": exif, "icc_profile": PROFILE, "xmp": XMP}
    if form == "png":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", MARK.decode())
        info.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options = {"exif": exif, "icc_profile": PROFILE, "pnginfo": info}
    if form == "jpeg":
        options["comment"] = MARK
    picture.save(written, form.upper(), **options)
    content = written.getvalue()
    if form == "jpeg":
        # Behind the picture, as telephones do: a film.
        content = content[:2] + iptc() + content[2:] + b"ftypmp42" + MARK
    return content
