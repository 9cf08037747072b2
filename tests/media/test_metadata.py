"""Public copies of pictures tell nothing of where, when and by whom they were taken."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image, ImageCms, PngImagePlugin, features

from cluster_portal.media.models import PortalImage
from tests import factories

pytestmark = pytest.mark.django_db

MARK = b"zqcameraqz"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + MARK + b"</x:xmpmeta>"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
FORMATS = ["jpeg", "png", "webp", "gif", *(["avif"] if features.check("avif") else [])]


def photo(form: str) -> bytes:
    """Return a picture 60 wide and 40 high, to be turned, its upper left corner red once upright."""
    picture = Image.new("RGB", (60, 40), "navy")
    picture.paste("red", (0, 20, 20, 40))
    exif = picture.getexif()
    exif[0x0112] = 6
    exif[0x010F] = MARK.decode()
    exif[0x927C] = MARK
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (50.0, 38.0, 0.0), 3: "E", 4: (5.0, 34.0, 0.0), 29: MARK.decode()}
    )
    written = BytesIO()
    options: dict[str, Any] = {"exif": exif, "icc_profile": PROFILE, "xmp": XMP}
    if form == "png":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", MARK.decode())
        info.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options = {"exif": exif, "icc_profile": PROFILE, "pnginfo": info}
    if form in ("jpeg", "gif"):
        options["comment"] = MARK
    picture.save(written, form.upper(), **options)
    return written.getvalue()


def image_of(content: bytes, name: str) -> PortalImage:
    return factories.record(PortalImage, title="Photo", file=ImageFile(BytesIO(content), name))


def copy_of(image: PortalImage, spec: str) -> bytes:
    answer = Client().get(PortalImage.objects.get(pk=image.pk).get_rendition(spec).url)
    assert answer.status_code == 200
    return b"".join(answer)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("spec", ["original", "max-30x30", "width-20|format-{}"])
def test_no_copy_carries_metadata(form: str, spec: str) -> None:
    content = photo(form)
    assert MARK in content
    image = image_of(content, f"photo.{form}")
    for to in FORMATS if "{}" in spec else [form]:
        served = copy_of(image, spec.format(to))
        assert MARK not in served
        opened = Image.open(BytesIO(served))
        assert not opened.getexif()
        assert not {"exif", "xmp", "comment", "photoshop"} & opened.info.keys()


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "gif"])
def test_copies_stand_upright_and_keep_their_colours(form: str) -> None:
    opened = Image.open(BytesIO(copy_of(image_of(photo(form), f"photo.{form}"), "max-60x60")))
    assert opened.size == (40, 60)
    red, _green, blue = opened.convert("RGB").getpixel((5, 5))
    assert red > 150 > blue
    assert opened.info.get("icc_profile")


def test_drawings_carry_no_metadata() -> None:
    content = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
      xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10" viewBox="0 0 10 10"
      inkscape:export-filename="/home/zqcameraqz/logo.png"><metadata><a>zqcameraqz</a></metadata><!-- zqcameraqz -->
      <g><inkscape:note>zqcameraqz</inkscape:note><title>Logo</title><rect width="5" height="5"/></g></svg>"""
    served = copy_of(image_of(content, "logo.svg"), "original|preserve-svg")
    assert MARK not in served
    assert b"rect" in served
    assert b"Logo" in served


def test_the_original_has_no_address() -> None:
    image = image_of(photo("jpeg"), "photo.jpeg")
    assert Client().get(image.file.url).status_code == 404
