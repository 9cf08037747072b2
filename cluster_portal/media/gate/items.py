"""The container of AVIF: boxes within boxes, and the places of its metadata, which are written over where they stand.

Nothing in the file moves so, and the picture stays as it is. Boxes are described in ISO/IEC 14496-12.
"""

from collections.abc import Iterator

_NO_EXIF = b"MM\0*\0\0\0\x08\0\0\0\0\0\0"
Place = tuple[int, int]


def written_over(content: bytes, exif: bytes, xmp: bytes) -> bytes:
    """Return the file with ``exif`` and ``xmp`` in the place of what stands there, filled up with zeros or blanks.

    What is kept is part of what is there, so that it has room; where it has none, nothing is kept.
    """
    changed = bytearray(content)
    for kind, places in _metadata(content):
        room = sum(length for _start, length in places)
        # The first four bytes of Exif say how many there are before its head.
        new = b"\0\0\0\0" + (exif or _NO_EXIF) if kind == b"Exif" else xmp
        new = new if len(new) <= room else b""
        new = new.ljust(room, b"\0" if kind == b"Exif" else b" ")
        for start, length in places:
            changed[start : start + length] = new[:length]
            new = new[length:]
    return bytes(changed)


def _metadata(content: bytes) -> Iterator[tuple[bytes, list[Place]]]:
    """Return the parts of the file that are metadata, by their kind."""
    for name, start, end in _boxes(content, 0, len(content)):
        if name != b"meta":
            continue
        inside = {name: (start, end) for name, start, end in _boxes(content, start + 4, end)}
        kinds = dict(_kinds(content, *inside[b"iinf"]))
        for item, places in _places(content, *inside[b"iloc"], inside.get(b"idat", (0, 0))[0]):
            if kinds.get(item) in (b"Exif", b"mime"):
                yield kinds[item], places


def _boxes(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Return the name of each box, where its body begins and where it ends."""
    while at + 8 <= end:
        length, name, head = _number(content, at, 4), content[at + 4 : at + 8], 8
        if length == 1:
            length, head = _number(content, at + 8, 8), 16
        elif length == 0:
            length = end - at
        if length < head or at + length > end:
            raise ValueError("A box is longer than what it stands in.")
        yield name, at + head, at + length
        at += length


def _kinds(content: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    head = 6 if content[start] == 0 else 8
    for name, body, _end in _boxes(content, start + head, end):
        if name == b"infe" and content[body] >= 2:
            width = 2 if content[body] == 2 else 4
            at = body + 4
            yield _number(content, at, width), content[at + width + 2 : at + width + 6]


def _places(content: bytes, start: int, end: int, inner: int) -> Iterator[tuple[int, list[Place]]]:
    version, at = content[start], start + 4
    offset_size, length_size = content[at] >> 4, content[at] & 15
    base_size, index_size = content[at + 1] >> 4, content[at + 1] & 15 if version else 0
    width = 2 if version < 2 else 4
    count, at = _number(content, at + 2, width), at + 2 + width
    for _item in range(count):
        if at >= end:
            raise ValueError("Fewer places than are announced.")
        item, at = _number(content, at, width), at + width
        method = 0
        if version:
            method, at = _number(content, at, 2) & 15, at + 2
        at += 2
        base, at = _number(content, at, base_size) + (inner if method == 1 else 0), at + base_size
        extents, at = _number(content, at, 2), at + 2
        places = []
        for _extent in range(extents):
            at += index_size
            offset, at = _number(content, at, offset_size), at + offset_size
            length, at = _number(content, at, length_size), at + length_size
            if base + offset + length > len(content):
                raise ValueError("A place outside of the file.")
            places.append((base + offset, length or len(content) - base - offset))
        yield item, places


def _number(content: bytes, at: int, width: int) -> int:
    return int.from_bytes(content[at : at + width], "big")
