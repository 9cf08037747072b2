"""The windows through which the maps look at the world: a projection, a scale and a rectangle."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from cluster_portal.maps.projections import Projection, lambert_azimuthal, natural_earth

View = Literal["europe", "world"]
VIEWS: tuple[View, ...] = get_args(View)


@dataclass(frozen=True)
class Frame:
    """A rectangle of the projected plane; one unit is one unit of the SVG's view box, y runs downwards.

    `left` and `top` are the rectangle's corner in projected kilometres, `scale` is in units per kilometre.
    """

    view: View
    projection: Projection
    left: float
    top: float
    scale: float
    width: int
    height: int

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return the units from the frame's top left corner; the result may lie outside the frame."""
        x, y = self.projection(longitude, latitude)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a place in units lies in the frame."""
        return 0 <= x <= self.width and 0 <= y <= self.height


FRAMES: dict[View, Frame] = {
    "europe": Frame(
        "europe", lambert_azimuthal(10, 52), left=-1890, top=2270, scale=1 / 4.2, width=1000, height=980
    ),
    # Its cut runs through the Bering Strait, between Asia and America.
    "world": Frame(
        "world", natural_earth(11.3), left=-14750, top=9100, scale=1 / 31.1, width=1000, height=510
    ),
}


@lru_cache(maxsize=16_384)
def place(view: View, longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a point falls in a view's frame, in units; remembered, as places come again."""
    return FRAMES[view].place(longitude, latitude)
