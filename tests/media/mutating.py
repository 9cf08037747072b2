"""Files made from sound ones by chance, always the same for the same seed.

    python -m tests.media.mutating 5000

lets so many through the gate, and the readers of the imports, in a process of its own, and prints how much memory it
had at most, in megabytes.
"""

import os
import random
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from PIL import Image

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20"><style>.a{fill:red}</style>'
    b'<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>'
    b'<g class="a"><path d="M0 0L9 9"/></g></svg>'
)
XLIFF = (
    b'<?xml version="1.0"?><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="p:1" '
    b'source-language="fr" target-language="en" datatype="html"><body><trans-unit id="a"><source>Un</source>'
    b"<target>One</target></trans-unit></body></file></xliff>"
)
PO = b'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "Un"\nmsgstr "One"\n'
CSV = b"id;acronym;title\n101;GEM;Gearbox\n"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
_SPECIAL = (
    b"\0\0\0\0",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\0\0\xff\xff",
    b"\x80\0\0\0",
    b"<!--",
    b"\xff\xd9",
)


def seeds() -> dict[str, bytes]:
    """Return sound files by the names they are sent under."""
    from tests.media import pictures

    def written(form: str, **options: object) -> bytes:
        stream = BytesIO()
        Image.effect_noise((96, 64), 60).convert("RGB").save(stream, form, **options)
        return stream.getvalue()

    def archive(*names: str) -> bytes:
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
            for name in names:
                packed.writestr(name, "<a/>" * 50)
        return stream.getvalue()

    found = {f"photo.{form}": pictures.photo(form) for form in pictures.FORMATS}
    return found | {
        "progressive.jpg": written("JPEG", progressive=True),
        "noise.png": written("PNG"),
        "noise.webp": written("WEBP"),
        "film.gif": pictures.frames("GIF", (60, 40), 5),
        "film.png": pictures.frames("PNG", (60, 40), 5),
        "film.webp": pictures.frames("WEBP", (60, 40), 5),
        "photo.heic": pictures.HEIC,
        "huge.png": pictures.huge_png((9000, 9000)),
        "large.jpg": written("JPEG"),
        "logo.svg": SVG,
        "plan.pdf": PDF,
        "plan.docx": archive("[Content_Types].xml", "word/document.xml"),
        "plan.xlsx": archive("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"),
        "plan.zip": archive("one.txt", "two.txt"),
        "plan.txt": b"words and words\n" * 9,
        "project.csv": CSV,
        "texts.xlf": XLIFF,
        "texts.po": PO,
    }


def mutated(number: int, seed: int = 12) -> Iterator[tuple[str, bytes]]:
    """Return so many files, with their names."""
    chance = random.Random(seed)
    sound = seeds()
    names = sorted(sound)
    for _ in range(number):
        name = chance.choice(names)
        content = bytearray(sound[name])
        for _change in range(chance.choice((1, 1, 2, 5, 20))):
            _change_once(content, chance, sound[chance.choice(names)])
        if chance.random() < 0.1:
            name = f"{name.partition('.')[0]}.{chance.choice(names).rpartition('.')[2]}"
        yield name, bytes(content)


def _change_once(content: bytearray, chance: random.Random, other: bytes) -> None:
    at = chance.randrange(len(content) + 1)
    if chance.random() < 0.5:
        at = min(at, 64)
    length = chance.choice((1, 2, 4, 16, 200))
    match chance.randrange(6):
        case 0:
            content[at : at + 1] = bytes([chance.randrange(256)])
        case 1:
            special = chance.choice(_SPECIAL)
            content[at : at + len(special)] = special
        case 2:
            del content[at : at + length]
        case 3:
            content[at:at] = content[at : at + length] * chance.choice((1, 3, 50))
        case 4:
            del content[max(at, 8) :]
        case 5:
            begin = chance.randrange(len(other))
            content[at : at + length] = other[begin : begin + length]


def main(number: int) -> None:
    """Let files through the gate and print the most memory."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluster_portal.settings.test")
    import django

    django.setup()
    from django.core.exceptions import ValidationError
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import get_resolver

    from cluster_portal.exchange.errors import ExchangeError
    from cluster_portal.exchange.formats import read
    from cluster_portal.media.gate import passed_document, passed_picture

    # The whole portal is in memory, as in a process that answers.
    assert get_resolver().url_patterns
    passed = 0
    for name, content in mutated(number):
        for look in (passed_picture, passed_document):
            with suppress(ValidationError):
                look(SimpleUploadedFile(name, content))
                passed += 1
        with suppress(ExchangeError):
            read(content)
    print(most_memory(), passed)


def forget_most_memory() -> int:
    """Let the count of the most memory begin anew; return how many megabytes there are now."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return most_memory()


def most_memory() -> int:
    """Return how many megabytes this process had at most.

    What the system tells of a process otherwise counts the process that started it.
    """
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s*(\d+) kB", status.read_text())):
        return int(found[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (
        1024**2 if sys.platform == "darwin" else 1024
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
