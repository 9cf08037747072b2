"""The course of a line between two places: it bulges upwards, as the path of a long flight does."""

from cluster_portal.maps.paths import Place

#: Height of the bulge, as a share of the distance.
BULGE = 0.09


def middle(start: Place, end: Place) -> Place:
    """Return the place through which a line passes halfway."""
    (x, y), (end_x, end_y) = start, end
    side = BULGE if end_x > x else -BULGE
    return (x + end_x) / 2 + (end_y - y) * side, (y + end_y) / 2 - (end_x - x) * side


def along(start: Place, end: Place, count: int) -> list[Place]:
    """Return places on a line, evenly spread from its start to its end."""
    top = middle(start, end)
    places = []
    for i in range(count + 1):
        t = i / count
        # The quadratic curve through start, middle and end, by Lagrange's weights.
        weights = (1 - t) * (1 - 2 * t), 4 * t * (1 - t), t * (2 * t - 1)
        x, y = (sum(w * p[k] for w, p in zip(weights, (start, top, end), strict=True)) for k in (0, 1))
        places.append((x, y))
    return places
