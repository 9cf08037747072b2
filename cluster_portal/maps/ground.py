"""What lies under the points of a map: net, land and borders, and the shaded areas over them."""

from collections.abc import Mapping

from django.utils.safestring import SafeString

from cluster_portal.maps import elements, wording
from cluster_portal.maps.frames import View
from cluster_portal.maps.outlines import outlines


def can_shade(view: View, code: str) -> bool:
    """Tell whether a view shows the country with this ISO 3166-1 alpha-2 code."""
    return code in outlines(view)["countries"] or code in outlines(view)["marks"]


def draw_ground(
    view: View, areas: Mapping[str, str], labels: Mapping[str, str], ident: str
) -> list[SafeString]:
    """Return the elements of the ground, for areas that the view can shade and a label for each tier."""
    found = outlines(view)
    ground = [
        elements.shape("graticule", found["graticule"]),
        elements.shape("land", found["land"]),
        elements.shape("borders", found["borders"]),
    ]
    if "further" in areas.values():
        ground.insert(0, elements.hatch(ident))
    titles = {code: f"{wording.country_name(code)} ({labels[tier]})" for code, tier in areas.items()}
    ground += [
        elements.area(found["countries"][code], tier, ident, titles[code])
        for code, tier in areas.items()
        if code in found["countries"]
    ]
    # Marks lie over all shapes, or a large neighbour would cover them.
    ground += [
        elements.mark(*found["marks"][code], tier, titles[code])
        for code, tier in areas.items()
        if code in found["marks"]
    ]
    return ground
