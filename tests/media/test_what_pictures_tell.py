"""What is stored of a picture tells who made it, and neither where nor with what. Its pixels are untouched."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image, IptcImagePlugin

from cluster_portal.media.models import PortalImage
from tests.media import pictures
from tests.media.conftest import files_in
from tests.media.entries import entries, refusal

pytestmark = pytest.mark.django_db


def stored(form: str) -> bytes:
    assert not refusal(entries()["image"](f"photo.{form}", pictures.photo(form)))
    return bytes(PortalImage.objects.latest("pk").file.read())


@pytest.mark.parametrize("form", pictures.FORMATS)
def test_places_and_cameras_go_while_colours_orientation_and_credit_stay(form: str, folder: Path) -> None:
    content = stored(form)
    assert pictures.MARK in pictures.photo(form)
    assert pictures.MARK not in content
    with Image.open(BytesIO(content)) as picture:
        exif = picture.getexif()
        assert not exif.get_ifd(0x8825)
        assert exif[0x0112] == 6
        assert (exif[0x013B], exif[0x8298]) == (pictures.ARTIST, pictures.RIGHTS)
        assert picture.info["icc_profile"] == pictures.PROFILE
        xmp = picture.info.get("xmp") or picture.info["XML:com.adobe.xmp"].encode()
        assert pictures.ARTIST.encode() in xmp
        assert pictures.RIGHTS.encode() in xmp
        if form == "jpeg":
            told = IptcImagePlugin.getiptcinfo(picture) or {}
            assert (told[2, 80], told[2, 116]) == (pictures.ARTIST.encode(), pictures.RIGHTS.encode())
            assert (2, 90) not in told


@pytest.mark.parametrize("form", pictures.FORMATS)
def test_pictures_are_not_compressed_again(form: str, folder: Path) -> None:
    with Image.open(BytesIO(stored(form))) as kept, Image.open(BytesIO(pictures.photo(form))) as sent:
        assert kept.tobytes() == sent.tobytes()


def test_the_data_of_a_jpeg_stay_byte_for_byte(folder: Path) -> None:
    sent = pictures.photo("jpeg")
    begin = sent.index(b"\xff\xda")
    assert sent[begin : sent.index(b"\xff\xd9", begin) + 2] in stored("jpeg")


@pytest.mark.parametrize("entry", ["several images", "logo of a proposal", "consortium"])
def test_it_holds_for_what_waits_and_for_what_partners_send(entry: str, folder: Path) -> None:
    assert not refusal(entries()[entry]("photo.jpg", pictures.photo("jpeg")))
    held = [name for name in files_in(folder) if "old." not in name]
    assert held
    for name in held:
        content = (folder / name).read_bytes()
        assert pictures.MARK not in content
        assert content.startswith(b"\xff\xd8")


DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10"'
    b' onload="alert(1)"><script>alert(2)</script><style>.a{background:url(https://elsewhere.example/a.png)}</style>'
    b'<a href="javascript:alert(3)"><rect class="a" width="5" height="5"/></a>'
    b'<image xlink:href="https://elsewhere.example/b.png" width="1" height="1"/>'
    b"<foreignObject><p>alert(4)</p></foreignObject><title>Logo</title></svg>"
)


def test_drawings_come_in_without_what_runs_or_asks_elsewhere(folder: Path) -> None:
    assert not refusal(entries()["image"]("logo.svg", DRAWING))
    content = PortalImage.objects.latest("pk").file.read()
    assert b"alert" not in content
    assert b"elsewhere" not in content
    assert b"rect" in content
    assert b"Logo" in content


def test_what_waits_for_its_texts_has_no_address(folder: Path, staff: Callable[..., Any]) -> None:
    entries()["several images"]("photo.jpg", pictures.photo("jpeg"))
    (waiting,) = [name for name in files_in(folder) if "wagtail_uploads" in name]
    assert staff().get(f"/{waiting}").status_code == 404


def test_a_portrait_becomes_small(folder: Path) -> None:
    send = entries()["portrait"]
    assert not refusal(send("me.jpg", pictures.photo("jpeg")))
    assert not refusal(send("me.png", pictures.png((4000, 100))))
    (name,) = [name for name in files_in(folder) if "avatar" in name and name.endswith(".png")]
    with Image.open(folder / name) as picture:
        assert picture.size == (400, 10)


def test_the_edit_form_of_a_picture_of_a_telephone_opens(folder: Path, staff: Callable[..., Any]) -> None:
    written = BytesIO()
    Image.new("L", (12_000, 9_000)).save(written, "JPEG")
    assert not refusal(entries()["image"]("photo.jpg", written.getvalue()))
    image = PortalImage.objects.latest("pk")
    assert (image.width, image.height) == (12_000, 9_000)
    assert staff().get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200
    assert image.get_rendition("max-800x600").width == 800
