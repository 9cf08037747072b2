"""The emblem of the European Union, drawn from its official geometry.

A rectangle of proportion 2:3. Twelve five-pointed stars stand upright on a circle around its centre, whose radius is
one third of the height; each star is inscribed in a circle whose radius is one eighteenth of the height.
"""

from math import cos, pi, sin, sqrt

from PIL import ImageDraw

BLUE = "#003399"
GOLD = "#FFCC00"
STARS = 12
# A height that 3 and 18 divide, so that the drawing holds whole numbers where it can.
HEIGHT = 540
WIDTH = HEIGHT * 3 // 2

Point = tuple[float, float]

# The inner corners of a regular five-pointed star, as a share of the radius of the outer ones.
_INNER = (3 - sqrt(5)) / 2


def star_centres(height: float = HEIGHT) -> list[Point]:
    """Return the centres of the stars, clockwise from the topmost, in a drawing of this height."""
    radius, middle = height / 3, (height * 3 / 4, height / 2)
    angles = (2 * pi * number / STARS for number in range(STARS))
    return [(middle[0] + radius * sin(angle), middle[1] - radius * cos(angle)) for angle in angles]


def star(centre: Point, height: float = HEIGHT) -> list[Point]:
    """Return the ten corners of an upright star, clockwise from its top."""
    radius = height / 18
    corners = []
    for number in range(10):
        length = radius if number % 2 == 0 else radius * _INNER
        angle = pi * number / 5
        corners.append((centre[0] + length * sin(angle), centre[1] - length * cos(angle)))
    return corners


def emblem_svg() -> str:
    """Return the emblem as a document; its text alternative is given where it is shown."""
    top = (WIDTH / 2, HEIGHT / 2)
    shape = " ".join(f"{_short(x - top[0])},{_short(y - top[1])}" for x, y in star(top))
    uses = "".join(f'<use href="#s" x="{_short(x)}" y="{_short(y)}"/>' for x, y in star_centres())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<defs><polygon id="s" points="{shape}"/></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{BLUE}"/>'
        f'<g fill="{GOLD}">{uses}</g></svg>\n'
    )


def _short(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def draw_emblem(canvas: ImageDraw.ImageDraw, left: float, top: float, height: float) -> None:
    """Draw the emblem on a picture; the picture is scaled down afterwards, which smooths the edges."""
    canvas.rectangle((left, top, left + height * 3 / 2 - 1, top + height - 1), fill=BLUE)
    for centre in star_centres(height):
        canvas.polygon([(left + x, top + y) for x, y in star(centre, height)], fill=GOLD)
