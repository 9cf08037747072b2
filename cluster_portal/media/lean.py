"""Pictures of telephones, resized without ever standing in memory whole.

Willow decodes a picture as soon as it is asked for its size, then copies it to crop it and once more to turn it. A
``LatePicture`` takes the same steps from Wagtail's filters, and takes them all at once when the size of the copy is
known: a JPEG is then decoded at half, a quarter or an eighth of its size.
"""

from typing import Any

from PIL import Image
from willow.image import AvifImageFile, GIFImageFile, JPEGImageFile, PNGImageFile, WebPImageFile
from willow.plugins.pillow import PillowImage
from willow.registry import registry

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# So many times the size of the copy is decoded at least, that it stays sharp.
_SPARE = 2
# Pixels of a copy; a larger one is halved. Only Wagtail's own “original” asks for as many.
_MOST = 8_000_000
# So many rows are converted at a time.
_ROWS = 256


class LatePicture:
    """A picture that is opened and not decoded, as Wagtail's filters take it."""

    def __init__(self, file: Any, format_name: str) -> None:
        self._picture = Image.open(file)
        self.format_name = format_name
        self._turn = self._picture.getexif().get(_ORIENTATION, 1)
        self.width, self.height = self._picture.size
        self._part: tuple[float, float, float, float] | None = None

    @property
    def image(self) -> "LatePicture":
        """Return what has ``width`` and ``height``."""
        return self

    def auto_orient(self) -> "LatePicture":
        """Count from now on as of the picture turned upright."""
        if self._turn in (5, 6, 7, 8):
            self.width, self.height = self.height, self.width
        return self

    def crop(self, rect: Any) -> "LatePicture":
        """Note which part is wanted."""
        left, top, right, bottom = rect
        self._part = (max(0, left), max(0, top), min(right, self.width), min(bottom, self.height))
        return self

    def resize(self, size: tuple[int, int]) -> PillowImage:
        """Decode as much as is needed, and return the part in its new size, upright."""
        picture, is_on_its_side = self._picture, self._turn in (5, 6, 7, 8)
        whole = picture.size
        left, top, right, bottom = self._as_stored(self._part or (0, 0, self.width, self.height))
        wanted = (size[1], size[0]) if is_on_its_side else (size[0], size[1])
        while wanted[0] * wanted[1] > _MOST:
            wanted = (max(1, wanted[0] // 2), max(1, wanted[1] // 2))
        spare = _SPARE if wanted[0] * wanted[1] * _SPARE**2 <= _MOST else 1
        picture.draft(
            None,
            (
                spare * wanted[0] * whole[0] // max(1, round(right - left)),
                spare * wanted[1] * whole[1] // max(1, round(bottom - top)),
            ),
        )
        picture.load()
        across, down = picture.size[0] / whole[0], picture.size[1] / whole[1]
        box = (left * across, top * down, right * across, bottom * down)
        source, factor = _in_full_colours(picture, _times(box, wanted, spare))
        box = (box[0] / factor, box[1] / factor, box[2] / factor, box[3] / factor)
        if (wanted, box) != (source.size, (0, 0, *source.size)):
            source = source.resize(wanted, Image.Resampling.LANCZOS, box=box)
        turn = _TURNS.get(self._turn)
        source = source.transpose(turn) if turn is not None else source
        source.info.setdefault("icc_profile", picture.info.get("icc_profile"))
        if source is not picture:
            picture.close()
        return PillowImage(source)

    def _as_stored(self, part: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Return where a part of the upright picture lies in the picture as it is stored."""
        left, top, right, bottom = part
        width, height = self._picture.size
        return {
            2: (width - right, top, width - left, bottom),
            3: (width - right, height - bottom, width - left, height - top),
            4: (left, height - bottom, right, height - top),
            5: (top, left, bottom, right),
            6: (top, height - right, bottom, height - left),
            7: (width - bottom, height - right, width - top, height - left),
            8: (width - bottom, left, width - top, right),
        }.get(self._turn, part)


def _times(box: tuple[float, ...], wanted: tuple[int, int], spare: int) -> int:
    """Return how many times a picture may be made smaller before its copy is made."""
    left, top, right, bottom = box
    return max(1, int(min((right - left) / wanted[0], (bottom - top) / wanted[1]) / spare))


def _in_full_colours(picture: Image.Image, factor: int) -> tuple[Image.Image, int]:
    """Return a picture without a palette, and how many times smaller it is than before.

    Strip by strip: Pillow would hold a second copy of the whole picture, four times as large as one with a palette.
    """
    if picture.mode not in ("1", "P", "LA", "RGBA"):
        return picture, 1
    mode = picture.mode
    if mode in ("1", "P"):
        mode = "RGBA" if "transparency" in picture.info else "RGB"
    if factor == 1:
        return (picture if mode == picture.mode else picture.convert(mode)), 1
    width, height = picture.size
    small = Image.new(mode, (-(-width // factor), -(-height // factor)))
    rows = factor * max(1, _ROWS // factor)
    for top in range(0, height, rows):
        strip = picture.crop((0, top, width, min(top + rows, height))).convert(mode)
        small.paste(strip.reduce(factor), (0, top // factor))
    return small, factor


def _size_in_head(image: Any) -> tuple[int, int]:
    image.f.seek(0)
    return Image.open(image.f).size


# Django asks for the size of every picture that it stores.
for _kind in (JPEGImageFile, PNGImageFile, GIFImageFile, WebPImageFile, AvifImageFile):
    registry.register_operation(_kind, "get_size", _size_in_head)
