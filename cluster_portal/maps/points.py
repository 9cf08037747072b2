"""What callers put on a map."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

#: How areas are shaded: near ones full, further ones hatched.
TIERS = ("near", "further")


@dataclass(frozen=True)
class MapPoint:
    """A named place, in degrees north and east.

    `url` is where a click leads: a path, a fragment or an http(s) address; without one the point is no link.
    `label_lang` is the language of the name, if it is not the reader's; `country` an ISO 3166-1 alpha-2 code.
    `home` marks the place that the map is about. `tier` makes the point an area that has no outline of its
    own, such as a region: coloured like the shaded countries, never grouped, no link. `others` is how many more
    places stand so close that the point is drawn for them too; it is then a group.
    """

    name: str
    latitude: float | Decimal
    longitude: float | Decimal
    url: str = ""
    label_lang: str = ""
    country: str = ""
    home: bool = False
    tier: str = ""
    others: int = 0

    def foreign_language(self, language: str) -> str:
        """Return the language of the name if it is another than the reader's, else nothing."""
        return self.label_lang if self.label_lang != language else ""


Line = tuple[MapPoint, MapPoint]


def star(coordinator: MapPoint, participants: Iterable[MapPoint]) -> list[Line]:
    """Return the lines of a consortium: from its coordinator to each participant."""
    return [(coordinator, participant) for participant in participants if participant != coordinator]
