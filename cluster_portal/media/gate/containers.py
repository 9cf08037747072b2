"""Files of pictures, taken apart and put together again without what is not the picture. No pixel is touched.

Each cleaner raises an error of Python's own (ValueError, IndexError, struct.error) for a file that is damaged.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator

from cluster_portal.media.gate import items
from cluster_portal.media.gate.credits import Kept

_EXIF, _XMP, _PHOTOSHOP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"Photoshop 3.0\0"
_EOI, _SOS = 0xD9, 0xDA
# One that is none of those inside the data of a scan.
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
# JFIF, colour profile and colour space: what is needed to show the picture.
_JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs hIST acTL fcTL fdAT".split()
)
_PNG_CREDITS = (b"Author\0", b"Copyright\0")
_WEBP_KEPT = frozenset([b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"])
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def jpeg(content: bytes, kept: Kept) -> bytes:
    """Return the first picture of a JPEG; what stands behind it (further pictures, films) goes."""
    before, at = [b"\xff\xd8"], 2
    rest: list[bytes] = []
    if content[:2] != b"\xff\xd8":
        raise ValueError("No JPEG.")
    while True:
        while content[at] != 0xFF:
            at += 1
        while content[at] == 0xFF:
            at += 1
        marker, at = content[at], at + 1
        if marker == _EOI:
            break
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            continue
        length = int.from_bytes(content[at : at + 2], "big")
        segment = content[at - 2 : at + length]
        body = segment[4:]
        at += length
        if marker in _JPEG_KEPT and body.startswith(_JPEG_KEPT[marker]):
            if marker == 0xE0 and length >= 16:
                # The size of a small preview, which stands behind, becomes nothing.
                segment = b"\xff\xe0\x00\x10" + body[:12] + b"\0\0"
            (before if marker == 0xE0 else rest).append(segment)
        elif marker == _SOS:
            end = _end_of_scan(content, at)
            rest.append(segment + content[at:end])
            at = end
        elif not 0xE0 <= marker <= 0xEF and marker != 0xFE:
            rest.append(segment)
    if kept.exif:
        before.append(_segment(0xE1, _EXIF + kept.exif))
    if kept.xmp:
        before.append(_segment(0xE1, _XMP + kept.xmp))
    if kept.iptc:
        padded = kept.iptc + b"\0" * (len(kept.iptc) % 2)
        resource = b"8BIM\x04\x04\0\0" + len(kept.iptc).to_bytes(4, "big") + padded
        before.append(_segment(0xED, _PHOTOSHOP + resource))
    return b"".join([*before, *rest, b"\xff\xd9"])


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body


def _end_of_scan(content: bytes, at: int) -> int:
    found = _NEXT_MARKER.search(content, at)
    if found is None:
        raise ValueError("No end.")
    return found.start()


def png(content: bytes, kept: Kept) -> bytes:
    """Return a PNG with the chunks that are needed to show it."""
    written, is_begun = [_PNG_SIGNATURE], False
    for name, body, raw in _png_chunks(content):
        if name == b"IDAT" and not is_begun:
            is_begun = True
            if kept.exif:
                written.append(_png_chunk(b"eXIf", kept.exif))
            if kept.xmp:
                written.append(_png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + kept.xmp))
        if name in _PNG_KEPT or (name in (b"tEXt", b"iTXt", b"zTXt") and body.startswith(_PNG_CREDITS)):
            written.append(raw)
        if name == b"IEND":
            return b"".join(written)
    raise ValueError("No end.")


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    at = len(_PNG_SIGNATURE)
    while at < len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise ValueError("Cut short.")
        yield name, content[at + 8 : end - 4], content[at:end]
        at = end


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body), name) + body + struct.pack(">I", zlib.crc32(name + body))


def webp(content: bytes, kept: Kept) -> bytes:
    """Return a WebP with the chunks that are needed to show it."""
    end = 8 + int.from_bytes(content[4:8], "little")
    written, at = [], 12
    flags = (_WEBP_EXIF if kept.exif else 0) | (_WEBP_XMP if kept.xmp else 0)
    is_extended = False
    while at + 8 <= min(end, len(content)):
        name, length = struct.unpack_from("<4sI", content, at)
        body = content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
        if name == b"VP8X":
            is_extended = True
            body = bytes([body[0] & ~(_WEBP_EXIF | _WEBP_XMP) | flags]) + body[1:]
        if name in _WEBP_KEPT:
            written.append(_riff_chunk(name, body))
    if is_extended and kept.exif:
        written.append(_riff_chunk(b"EXIF", kept.exif))
    if is_extended and kept.xmp:
        written.append(_riff_chunk(b"XMP ", kept.xmp))
    joined = b"WEBP" + b"".join(written)
    return b"RIFF" + len(joined).to_bytes(4, "little") + joined


def _riff_chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def gif(content: bytes, kept: Kept) -> bytes:
    """Return a GIF without comments and without what programs add. GIF has no place for a credit."""
    parts = list(_gif_parts(content))
    return b"".join(part for label, part in parts if _is_shown(label, part)) + b";"


def _is_shown(label: int, part: bytes) -> bool:
    return label in (0, 0x2C, 0xF9) or (label == 0xFF and part[3:14] in _GIF_KEPT)


def gif_frames(content: bytes, most: int) -> int:
    """Return how many frames a GIF has; one more than ``most`` where there are more still."""
    count = 0
    for label, _part in _gif_parts(content):
        count += label == 0x2C
        if count > most:
            break
    return max(count, 1)


def _gif_parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Return the head (0), the frames (0x2C) and the extensions, by their labels."""

    def colours(packed: int) -> int:
        return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0

    at = 13 + colours(content[10])
    yield 0, content[:at]
    while content[at] != 0x3B:
        begun = at
        if content[at] == 0x2C:
            label = 0x2C
            at += 11 + colours(content[at + 9])
        elif content[at] == 0x21:
            label = content[at + 1]
            at += 2
        else:
            raise ValueError("Neither a frame nor an extension.")
        while content[at]:
            at += 1 + content[at]
        at += 1
        yield label, content[begun:at]


def avif(content: bytes, kept: Kept) -> bytes:
    """Return an AVIF in which nothing has moved."""
    return items.written_over(content, kept.exif, kept.xmp)


CLEANERS: dict[str, Callable[[bytes, Kept], bytes]] = {
    "JPEG": jpeg,
    "PNG": png,
    "WEBP": webp,
    "GIF": gif,
    "AVIF": avif,
}
