"""Pictures: decoded under a limit of pixels, and without what they tell of people and places."""

from collections.abc import Collection
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image

from cluster_portal.media.gate import containers, credits, drawings, heif
from cluster_portal.media.gate.files import PassedFile
from cluster_portal.media.gate.kinds import Kind

# Millions of pixels that are decoded, those of all frames together: no kind takes more than 220 MB of memory then.
# A JPEG is decoded at an eighth of its size; a progressive one unfolds to six bytes for each pixel all the same.
MOST = {"JPEG": 120, "progressive": 32, "PNG": 45, "GIF": 40, "WEBP": 10, "AVIF": 14, "HEIC": 28}
_MILLION = 1_000_000
# Frames cost time however small they are.
_LEAST_OF_A_FRAME = 25_000
# A picture of several frames is kept several times while it is put together.
_AT_LEAST_FRAMES = 4
# Pillow itself refuses what has more than twice as many.
Image.MAX_IMAGE_PIXELS = max(MOST.values()) * _MILLION

KINDS = {
    "JPEG": Kind("jpg", "image/jpeg"),
    "PNG": Kind("png", "image/png"),
    "GIF": Kind("gif", "image/gif"),
    "WEBP": Kind("webp", "image/webp"),
    "AVIF": Kind("avif", "image/avif"),
}
SVG = Kind("svg", "image/svg+xml")
EVERY_KIND = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIC", "SVG")


def passed_picture(
    file: "File[Any]", accepted: Collection[str] = EVERY_KIND, *, most_bytes: int | None = None
) -> PassedFile:
    """Return the picture as it may be stored, under a name that ends as its kind does.

    A photo of a telephone that browsers do not show (HEIC) becomes a JPEG; nothing else is compressed again.
    Raises ValidationError for what is none of the ``accepted`` kinds, damaged, or too large.
    """
    if isinstance(file, PassedFile):
        return file
    if most_bytes is not None and (file.size or 0) > most_bytes:
        raise ValidationError(
            _("The file is larger than %(most)s MB.") % {"most": most_bytes // 2**20}, code="size"
        )
    file.seek(0)
    content = file.read()
    name = file.name or "picture"
    if drawings.is_drawing(content):
        if "SVG" not in accepted:
            raise _unreadable(accepted)
        content, size = drawings.cleaned(content)
        return PassedFile(content, name, SVG.extension, SVG.media_type, size)
    try:
        if "HEIC" in accepted and heif.is_heif(content):
            content = heif.as_jpeg(content, lambda pixels: _refuse_large("HEIC", pixels))
        form, size, kept = _read(content, accepted)
        content = containers.CLEANERS[form](content, kept)
    except Image.DecompressionBombError as error:
        raise _too_large("", 0) from error
    except ValidationError:
        raise
    # Decoders raise many kinds of errors on broken data.
    except Exception as error:
        raise _unreadable(accepted) from error
    return PassedFile(content, name, KINDS[form].extension, KINDS[form].media_type, size)


def _read(content: bytes, accepted: Collection[str]) -> tuple[str, tuple[int, int], credits.Kept]:
    """Return the kind of a picture, its size, and what stays of its metadata, after decoding all of it."""
    with Image.open(BytesIO(content), formats=[name for name in KINDS if name in accepted]) as picture:
        # Telephones put several pictures into one JPEG; the first is the one that is meant.
        form = "JPEG" if picture.format == "MPO" else str(picture.format)
        frames = 1 if form == "JPEG" else _frames(picture, form, content)
        is_progressive = form == "JPEG" and bool(picture.info.get("progressive"))
        pixels = max(picture.width * picture.height, _LEAST_OF_A_FRAME if frames > 1 else 1)
        counted = max(frames, _AT_LEAST_FRAMES) if frames > 1 else 1
        _refuse_large("progressive" if is_progressive else form, pixels * counted)
        size, kept = picture.size, credits.kept(picture)
        _decode(picture, form, frames)
        return form, size, kept


def _frames(picture: Image.Image, form: str, content: bytes) -> int:
    if form == "GIF":
        # Pillow's own count has no end for a file that is made of nothing but frames.
        return containers.gif_frames(content, MOST["GIF"] * _MILLION // _LEAST_OF_A_FRAME + 1)
    return int(getattr(picture, "n_frames", 1))


def _decode(picture: Image.Image, form: str, frames: int) -> None:
    if form == "JPEG":
        picture.draft(None, (1, 1))
        picture.load()
        return
    for number in range(frames):
        picture.seek(number)
        picture.load()


def _refuse_large(form: str, pixels: int) -> None:
    if pixels > MOST[form] * _MILLION:
        raise _too_large(form, pixels)


def _too_large(form: str, pixels: int) -> ValidationError:
    if not form:
        return ValidationError(_("The picture has too many pixels: send a smaller one."), code="pixels")
    words = {"most": MOST[form], "pixels": round(pixels / _MILLION)}
    return ValidationError(
        _(
            "The picture has %(pixels)s million pixels, all its frames together; at most %(most)s million are "
            "accepted of this kind. Make it smaller and send it again."
        )
        % words,
        code="pixels",
    )


def _unreadable(accepted: Collection[str]) -> ValidationError:
    return ValidationError(
        _("This is no picture that can be read: it is damaged, or of another kind. Accepted are: %(kinds)s.")
        % {"kinds": ", ".join(accepted)},
        code="unreadable",
    )
