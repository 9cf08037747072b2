"""Whatever is sent by whatever entry: what is damaged, too large or not what it is called is refused on the field."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cluster_portal.media.models import PortalDocument, PortalImage
from partners.proposals.models import ProposedChange
from projects.consortium.models import DocumentVersion
from tests.groups import ROOT
from tests.media import pictures
from tests.media.conftest import files_in
from tests.media.entries import DOCUMENTS, PICTURES, TABLES, entries, refusal

pytestmark = pytest.mark.django_db

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
EMPTY_BOX = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>'
DEEP = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">'
    + b"<g>" * 9000
    + b"</g>" * 9000
    + b"</svg>"
)
LAUGHS = (
    b'<!DOCTYPE svg [<!ENTITY a0 "'
    + b"x" * 1000
    + b'">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 9))
    + b']><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&a8;</text></svg>'
)
BAD_PICTURES = {
    "nothing": ("photo.png", b""),
    "words": ("photo.jpg", b"no picture at all"),
    "cut short": ("photo.png", pictures.png((90, 90))[:90]),
    "cut short jpeg": ("photo.jpg", pictures.photo("jpeg")[:900]),
    "html as svg": ("photo.svg", HTML),
    "html as png": ("photo.png", HTML),
    "empty view box": ("photo.svg", EMPTY_BOX),
    "deep drawing": ("photo.svg", DEEP),
    "laughing drawing": ("photo.svg", LAUGHS),
    "121 million pixels": ("photo.png", pictures.huge_png()),
    "many frames": ("photo.gif", pictures.frames("GIF", (2000, 2000), 12)),
    "damaged heic": ("photo.heic", pictures.HEIC[:700]),
    "pdf as jpg": ("photo.jpg", b"%PDF-1.7\n"),
}
BAD_DOCUMENTS = {
    "nothing": ("plan.pdf", b""),
    "html as pdf": ("plan.pdf", HTML),
    "words as docx": ("plan.docx", b"words"),
    "zip that is cut": ("plan.zip", b"PK\x03\x04" + b"\0" * 40),
    "program": ("plan.exe", b"MZ"),
    "html": ("plan.html", HTML),
    "bytes as text": ("plan.txt", bytes(range(256))),
    "svg": ("plan.svg", EMPTY_BOX),
}


def everything() -> tuple[int, ...]:
    models: list[Any] = [PortalImage, PortalDocument, ProposedChange, DocumentVersion]
    return tuple(model._base_manager.count() for model in models)


@pytest.mark.parametrize("entry", PICTURES)
def test_no_bad_picture_comes_in(entry: str, folder: Path) -> None:
    send, before, stored = entries()[entry], everything(), files_in(folder)
    for kind, (name, content) in BAD_PICTURES.items():
        answer = send(name, content)
        assert answer.status_code in (200, 422), kind
        assert refusal(answer), kind
    assert everything() == before
    assert files_in(folder) == stored


@pytest.mark.parametrize("entry", DOCUMENTS)
def test_no_bad_document_comes_in(entry: str, folder: Path) -> None:
    send, before, stored = entries()[entry], everything(), files_in(folder)
    for kind, (name, content) in BAD_DOCUMENTS.items():
        answer = send(name, content)
        assert answer.status_code in (200, 422), kind
        assert refusal(answer), kind
    assert everything() == before
    assert files_in(folder) == stored


@pytest.mark.parametrize("entry", TABLES)
def test_no_bad_table_breaks_an_import(entry: str, folder: Path) -> None:
    send = entries()[entry]
    for kind in ("nothing", "html", "bytes as text", "zip that is cut"):
        for ending in ("csv", "xlsx", "xlf"):
            answer = send(f"table.{ending}", BAD_DOCUMENTS[kind][1])
            assert answer.status_code in (200, 302, 422), (kind, ending)


@pytest.mark.parametrize("entry", PICTURES)
@pytest.mark.parametrize("form", ["jpeg", "png", "webp"])
def test_a_picture_is_what_it_contains(entry: str, form: str, folder: Path) -> None:
    answer = entries()[entry]("photo.PNG", pictures.photo(form))
    assert not refusal(answer)


@pytest.mark.parametrize("entry", PICTURES)
def test_a_photo_of_25_megabytes_is_welcome(entry: str, folder: Path) -> None:
    photo = pictures.photo("jpeg")
    film = b"\xff\xeb\xff\xff" + b"\0" * 65_533
    assert not refusal(entries()[entry]("IMG_2.jpg", photo[:2] + film * 400 + photo[2:]))


def test_the_sample_for_nginx_lets_the_largest_files_through() -> None:
    allowed = re.search(r"client_max_body_size (\d+)m;", (ROOT / "docs" / "administrators.md").read_text())
    assert allowed is not None
    sizes = (settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
    assert int(allowed[1]) * 1024**2 > max(sizes) >= min(sizes) > 25 * 1024**2


def test_a_photo_of_a_telephone_becomes_a_jpeg_upright_and_without_its_place(folder: Path) -> None:
    assert not refusal(entries()["image"]("IMG_1.HEIC", pictures.HEIC))
    image = PortalImage.objects.latest("pk")
    assert image.filename == "IMG_1.jpg"
    content = image.file.read()
    assert pictures.MARK not in content
    with Image.open(BytesIO(content)) as picture:
        assert picture.size == (40, 60)
        red, _green, blue = picture.convert("RGB").getpixel((5, 5))
        assert red > 150 > blue
        assert picture.info["icc_profile"]


@pytest.mark.parametrize("language", ["fr", "en", "nl", "de"])
def test_a_refusal_is_told_in_the_language_of_the_person(language: str, translated: None, staff: Any) -> None:
    words = {"fr": "illisible", "en": "no picture", "nl": "niet gelezen", "de": "nicht lesen"}
    sent = SimpleUploadedFile("photo.png", b"words")
    answer = staff(language=language).post(reverse("wagtailimages:add_multiple"), {"files[]": sent})
    assert words[language] in answer.json()["error_message"]
