"""What a project shows of itself elsewhere: on social networks, on partners' sites, in mails."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from cluster_portal.languages.routing import absolute
from projects.acknowledgement.emblem import draw_emblem
from projects.acknowledgement.statements import Acknowledgement, acknowledgement

SIZE = (1200, 630)
_FONT = Path(settings.BASE_DIR) / "cluster_portal" / "static" / "portal" / "fonts" / "archivo-latin.woff2"
_PAPER, _INK, _SOFT, _LINE = "#f4f7fa", "#12233a", "#4a5a6f", "#76869b"
_MARGIN = 72
# Drawn larger and scaled down: Pillow does not smooth polygons.
_EMBLEM_SCALE = 4


def _font(size: int, weight: int = 400, stretch: int = 100) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(_FONT), size)
    font.set_variation_by_axes([weight, stretch])
    return font


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    """Break a text into at most ``most`` lines of ``width`` pixels; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and font.getlength(f"{last}…") > width:
        last = last.rpartition(" ")[0]
    return [*lines[: most - 1], f"{last}…"]


def _fitting(text: str, width: int, most: int, sizes: tuple[int, ...], **axes: int) -> tuple[Any, list[str]]:
    """Return the largest font in which ``text`` takes at most ``most`` lines, and these lines."""
    for size in sizes:
        font = _font(size, **axes)
        lines = _lines(text, font, width, most)
        whole = " ".join(lines) == " ".join(text.split())
        if whole and all(font.getlength(line) <= width for line in lines):
            return font, lines
    return font, lines


def social_card(title: str, subtitle: str, site_name: str, made: Acknowledgement | None) -> bytes:
    """Return a PNG of 1200 by 630 pixels: title, emblem and statement, the name of the portal."""
    picture = Image.new("RGB", SIZE, _PAPER)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((24, 24, SIZE[0] - 25, SIZE[1] - 25), outline=_LINE, width=2)
    width = SIZE[0] - 2 * _MARGIN
    top: float = _MARGIN
    canvas.text((_MARGIN, top), site_name, font=_font(30, 600), fill=_SOFT)
    top += 64
    font, lines = _fitting(title, width, 2, (104, 88, 72, 60), weight=600, stretch=125)
    for line in lines:
        canvas.text((_MARGIN - 4, top), line, font=font, fill=_INK)
        top += font.size * 1.08
    top += 16
    subtitle_font = _font(32)
    for line in _lines(subtitle, subtitle_font, width, 3 if len(lines) == 1 else 2):
        canvas.text((_MARGIN, top), line, font=subtitle_font, fill=_INK)
        top += 42
    if made is not None:
        _draw_acknowledgement(picture, canvas, made)
    stored = BytesIO()
    picture.quantize(128).save(stored, "PNG", optimize=True)
    return stored.getvalue()


def _draw_acknowledgement(picture: Image.Image, canvas: ImageDraw.ImageDraw, made: Acknowledgement) -> None:
    height = 132
    top, bottom = SIZE[1] - _MARGIN - height, SIZE[1] - _MARGIN
    canvas.line((_MARGIN, top - 28, SIZE[0] - _MARGIN, top - 28), fill=_LINE, width=2)
    large = Image.new("RGB", (height * 3 // 2 * _EMBLEM_SCALE, height * _EMBLEM_SCALE))
    draw_emblem(ImageDraw.Draw(large), 0, 0, height * _EMBLEM_SCALE)
    picture.paste(large.resize((height * 3 // 2, height), Image.Resampling.LANCZOS), (_MARGIN, top))
    left = _MARGIN + height * 3 // 2 + 36
    font, lines = _fitting(str(made.statement), SIZE[0] - _MARGIN - left, 3, (48, 40, 34, 28), weight=600)
    step = font.size * 1.25
    start = (top + bottom) / 2 - step * len(lines) / 2
    for number, line in enumerate(lines):
        canvas.text((left, start + number * step), line, font=font, fill=_INK)


def card_version(*parts: object) -> str:
    """Return a short name of what a card shows: it changes when the card does."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def social_card_url(project: Any, language: str) -> str | None:
    """Return the absolute address of a project's social card in ``language``."""
    with translation.override(language):
        return absolute(reverse("project_social_card", args=[project.uuid]))


def embed_url(project: Any) -> str | None:
    """Return the absolute address of a project's card for other sites, in the active language."""
    return absolute(reverse("project_embed", args=[project.uuid]))


def embed_code(project: Any) -> str:
    """Return the HTML that shows a project's card on another site."""
    from django.utils.html import format_html

    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="420" style="border:0;max-width:40rem" loading="lazy">'
        "</iframe>",
        embed_url(project),
        project.texts.title,
    )


def mail_context(project: Any, language: str) -> dict[str, Any]:
    """Return what ``acknowledgement/mail.txt`` and ``mail.html`` show below a mail about ``project``."""
    with translation.override(language):
        return {
            "acknowledgement": acknowledgement(project, language),
            "emblem_url": absolute(static("portal/img/eu-emblem.png")),
            "emblem_text": _("Emblem of the European Union"),
        }
