"""Photos as telephones of one maker keep them (HEIC), which few browsers show."""

from collections.abc import Callable
from io import BytesIO

import pi_heif
from PIL import Image

# How sharp the JPEG is that is made of one.
_QUALITY = 92


def is_heif(content: bytes) -> bool:
    """Say whether this looks like such a photo. AVIF has the same container and is none."""
    is_container = content[4:8] == b"ftyp"
    return is_container and b"avi" not in content[8:32] and bool(pi_heif.is_supported(content[:4096]))


def as_jpeg(content: bytes, refuse_large: Callable[[int], None]) -> bytes:
    """Return the photo as a JPEG, upright, with all its metadata. ``refuse_large`` is told the number of pixels."""
    photo = pi_heif.open_heif(BytesIO(content))
    refuse_large(photo.size[0] * photo.size[1])
    picture: Image.Image = photo.to_pillow()
    del photo
    if picture.mode not in ("RGB", "L"):
        picture = picture.convert("RGB")
    written = BytesIO()
    told = {name: picture.info[name] for name in ("icc_profile", "exif", "xmp") if picture.info.get(name)}
    picture.save(written, "JPEG", quality=_QUALITY, **told)
    return written.getvalue()
