"""Maps of Europe and of the world, drawn on the server as SVG. See docs/maps.md.

`render_map` draws; `MapPoint` and `star` say what; nothing else is meant for callers.
"""

from cluster_portal.maps.points import MapPoint, star
from cluster_portal.maps.render import Map, render_map

__all__ = ["Map", "MapPoint", "render_map", "star"]
