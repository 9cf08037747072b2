"""Which country a shape of the world atlas belongs to, as ISO 3166-1 alpha-2 codes.

The atlas shows who holds the ground. A portal of European projects follows the European Union instead: Crimea
is Ukraine, the whole island is Cyprus, Kosovo has a shape of its own under the code XK of EU statistics.
"""

from typing import Any

from babel.core import get_global

from cluster_portal.maps.topology import Arc, Position, Ring, contains, polygons, ring_positions

#: Shapes that the atlas leaves without a code, by their name in it.
NAMED = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}

#: Polygons that go to another country: holder in the atlas, country here, a place inside (longitude first).
MOVED: list[tuple[str, str, Position]] = [
    ("RU", "UA", (34.2, 45.2)),
    # Parts of a country that lie far from it and have a code of their own.
    ("FR", "GF", (-53.1, 4.0)),
    ("FR", "GP", (-61.7, 16.2)),
    ("FR", "MQ", (-61.0, 14.65)),
    ("FR", "RE", (55.5, -21.1)),
    ("FR", "YT", (45.15, -12.85)),
    ("NO", "SJ", (17.0, 78.9)),
]

#: Left out: it would take a third of the world map and no partner is there.
OMITTED = {"AQ"}

#: The code of land that belongs to no country.
NOBODY = ""


def rings_by_country(topology: dict[str, Any], arcs: list[Arc]) -> dict[str, list[Ring]]:
    """Return the rings of each country's polygons, as arc references."""
    found: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = country_code(geometry)
        if code in OMITTED:
            continue
        for polygon in polygons(geometry):
            found.setdefault(_owner(code, ring_positions(polygon[0], arcs)), []).extend(polygon)
    return found


def country_code(geometry: dict[str, Any]) -> str:
    """Return the alpha-2 code of an atlas geometry, which has the numeric code as `id`, or NOBODY."""
    numeric = geometry.get("id")
    if numeric is None:
        return NAMED.get(geometry.get("properties", {}).get("name", ""), NOBODY)
    # CLDR lists the numeric codes among the aliases of its territories.
    aliases: list[str] = get_global("territory_aliases").get(str(numeric).zfill(3), [])
    return aliases[0] if aliases else NOBODY


def _owner(code: str, outline: Arc) -> str:
    for holder, owner, inside in MOVED:
        if code == holder and contains(outline, inside):
            return owner
    return code
