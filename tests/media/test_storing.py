"""A disk that is full, equal files, and files that wait for their texts."""

import errno
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from cluster_portal.languages.codes import column
from cluster_portal.media.models import PortalDocument, PortalImage
from cluster_portal.media.renditions import rendition
from cluster_portal.media.storage import WholeFileStorage
from projects.cordis import uploads
from projects.cordis.models import ImportRun
from tests import factories
from tests.media import pictures
from tests.media.conftest import files_in
from tests.media.entries import DOCUMENTS, PICTURES, entries, refusal
from tests.media.test_gate import EMPTY_BOX, everything

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("entry", [*PICTURES, *DOCUMENTS])
def test_a_full_disk_is_told_and_keeps_nothing(
    entry: str, folder: Path, full_disk: Callable[[], None]
) -> None:
    send, before, stored = entries()[entry], everything(), files_in(folder)
    full_disk()
    is_picture = entry in PICTURES
    answer = send(
        "new.png" if is_picture else "new.pdf", pictures.png((9, 9)) if is_picture else b"%PDF-1.7 new"
    )
    assert "could not be stored" in refusal(answer) or b"could not be stored" in answer.content
    assert everything() == before
    assert files_in(folder) == stored


def test_a_portrait_stays_when_the_next_cannot_be_stored(folder: Path, full_disk: Callable[[], None]) -> None:
    send = entries()["portrait"]
    send("old.png", pictures.png())
    stored = files_in(folder)
    assert any("avatar" in name for name in stored)
    full_disk()
    assert b"could not be stored" in send("new.png", pictures.png((9, 9))).content
    assert files_in(folder) == stored


def test_a_portrait_goes_when_the_next_is_stored(
    folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    send = entries()["portrait"]
    for name in ("old.png", "new.png"):
        with django_capture_on_commit_callbacks(execute=True):
            send(name, pictures.png())
    assert [name[-7:] for name in files_in(folder) if "avatar" in name] == ["new.png"]


def test_a_full_disk_leaves_no_run_of_cordis(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def keep(run: Any, files: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads, "keep", keep)
    assert "could not be stored" in refusal(entries()["CORDIS"]("project.csv", b"id;acronym\n"))
    assert not ImportRun.objects.exists()


def test_a_file_that_is_there_stays_when_another_of_its_name_cannot_be_written(
    tmp_path: Path, full_disk: Callable[[], None]
) -> None:
    storage = WholeFileStorage(location=tmp_path)
    storage.save("plan.pdf", ContentFile(b"first"))
    full_disk()
    with pytest.raises(OSError, match="space"):
        storage.save("plan.pdf", ContentFile(b"second"))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"first"]


def test_equal_documents_are_one(folder: Path) -> None:
    found = entries()
    ways = ["document", "several documents", "document chosen", "document replaced"]
    before = PortalDocument.objects.count()
    assert not refusal(found["document"]("plan.pdf", b"%PDF-1.7 equal"))
    kept = PortalDocument.objects.latest("pk")
    for way in ways:
        told = refusal(found[way]("other name.pdf", b"%PDF-1.7 equal"))
        assert reverse("wagtaildocs:edit", args=[kept.pk]) in told
    assert PortalDocument.objects.count() == before + 1


def test_a_document_may_be_replaced_by_itself(folder: Path, staff: Callable[..., Client]) -> None:
    assert not refusal(entries()["document"]("plan.pdf", b"%PDF-1.7 equal"))
    kept = PortalDocument.objects.latest("pk")
    data = {column("title", "en"): "Plan", "collection": "1", "tags": ""}
    sent = SimpleUploadedFile("plan.pdf", b"%PDF-1.7 equal")
    answer = staff().post(reverse("wagtaildocs:edit", args=[kept.pk]), {**data, "file": sent})
    assert answer.status_code == 302


def test_a_public_document_names_no_encoding(folder: Path) -> None:
    document = factories.record(
        PortalDocument, title="Plan", file=ContentFile(b"%PDF-1.7 public", "plan.pdf")
    )
    answer = Client().get(document.url)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_what_was_taken_is_listed_until_it_has_its_texts(folder: Path, staff: Callable[..., Client]) -> None:
    client, address = staff(), reverse("wagtailimages:add_multiple")
    for name in ("one.png", "bad.png", "two.png"):
        content = b"bad" if name == "bad.png" else pictures.png()
        client.post(address, {"files[]": SimpleUploadedFile(name, content), "title": name})
    html = client.get(address).content.decode()
    assert "2 files that you sent before" in html
    assert "one" in html
    assert "two" in html
    assert "files that you sent before" not in staff().get(address).content.decode()
    upload = client.get(address).context["waiting"][0]
    prefix = upload["form"].partition('name="')[2]
    number = int(prefix.partition("uploaded-image-")[2].partition("-")[0])
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number])
    data = {column("title", "en"): "One", "is_decorative": "on", "tags": "", "collection": "1"}
    sent = {f"uploaded-image-{number}-{name}": value for name, value in data.items()}
    assert client.post(url, sent).json()["success"]
    assert "1 file that you sent before" in client.get(address).content.decode()


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", pictures.png((50, 50))[:70], EMPTY_BOX],
    ids=["none", "words", "cut", "svg"],
)
def test_a_page_is_shown_without_a_picture_that_cannot_be_made(
    content: bytes, folder: Path, staff: Callable[..., Client]
) -> None:
    image = factories.record(
        PortalImage, title="Broken", is_decorative=True, file=ImageFile(BytesIO(pictures.png()), "b.png")
    )
    if content == EMPTY_BOX:
        # As it came in before there was a gate.
        drawn = image.file.storage.save("original_images/b.svg", ContentFile(content))
        PortalImage.objects.filter(pk=image.pk).update(file=drawn, width=0, height=0)
        image.refresh_from_db()
    else:
        Path(image.file.path).write_bytes(content)
    body = [{"type": "image", "value": {"image": image.pk, "caption": "Caption"}}]
    page = factories.plain_page(title={"en": "Page"}, body={"en": body})
    partner = factories.partner(title={"en": "Partner"}, logo=image)
    for shown in (page, partner):
        answer = Client().get(shown.get_url_in("en"))
        assert answer.status_code == 200
        assert b"not-found" not in answer.content
    assert rendition(image, "max-10x10") is None
    client = staff()
    for name in ("wagtailimages:index", "wagtailimages_chooser:choose"):
        assert client.get(reverse(name)).status_code == 200
    for name in ("wagtailimages:edit", "wagtailimages_chooser:chosen"):
        assert client.get(reverse(name, args=[image.pk])).status_code == 200


def test_a_drawing_serves_as_logo_and_icon(folder: Path) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="5" height="5"/></svg>'
    image = factories.record(
        PortalImage, title="Logo", is_decorative=True, file=ImageFile(BytesIO(drawing), "logo.svg")
    )
    for spec in ("max-256x256|format-webp", "fill-64x64|format-png"):
        made = rendition(image, spec)
        assert made is not None
        assert made["url"].endswith(".svg")


@pytest.mark.parametrize("turn", range(1, 9))
def test_parts_of_turned_pictures_are_the_right_ones(turn: int, folder: Path) -> None:
    upright = Image.new("RGB", (80, 40), "navy")
    upright.paste("red", (0, 0, 20, 20))
    back = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[turn]
    kept = upright if back is None else upright.transpose(Image.Transpose(back))
    exif = kept.getexif()
    exif[0x0112] = turn
    written = BytesIO()
    kept.save(written, "PNG", exif=exif)
    image = factories.record(
        PortalImage,
        title="Turned",
        is_decorative=True,
        file=ImageFile(BytesIO(written.getvalue()), "turned.png"),
        focal_point_x=10,
        focal_point_y=10,
        focal_point_width=20,
        focal_point_height=20,
    )
    with Image.open(image.get_rendition("fill-20x20-c100").file.open()) as copy:
        assert copy.size == (20, 20)
        red, _green, blue = copy.convert("RGB").getpixel((10, 10))
        assert red > 200 > blue
