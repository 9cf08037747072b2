"""The emblem follows the official geometry, as a drawing and as a file."""

from math import dist, isclose
from pathlib import Path
from xml.etree import ElementTree

from django.conf import settings

from projects.acknowledgement.emblem import HEIGHT, WIDTH, emblem_svg, star, star_centres

STATIC = Path(settings.BASE_DIR) / "cluster_portal" / "static" / "portal" / "img"
SVG = "{http://www.w3.org/2000/svg}"


def test_the_rectangle_is_two_to_three() -> None:
    assert WIDTH * 2 == HEIGHT * 3


def test_twelve_stars_stand_on_a_circle_of_a_third_of_the_height() -> None:
    centres = star_centres()
    assert len(centres) == 12
    assert all(isclose(dist(centre, (WIDTH / 2, HEIGHT / 2)), HEIGHT / 3) for centre in centres)
    assert isclose(centres[0][0], WIDTH / 2)
    assert isclose(centres[0][1], HEIGHT / 6)


def test_each_star_is_upright_and_inscribed_in_an_eighteenth_of_the_height() -> None:
    for centre in star_centres():
        corners = star(centre)
        outer = corners[::2]
        assert all(isclose(dist(corner, centre), HEIGHT / 18) for corner in outer)
        top = min(corners, key=lambda corner: corner[1])
        assert isclose(top[0], centre[0], abs_tol=1e-9)


def test_the_points_of_a_star_lie_on_straight_lines() -> None:
    corners = star((0.0, 0.0))
    # The upper edge runs through two outer and two inner corners.
    assert isclose(corners[2][1], corners[1][1], abs_tol=1e-9)
    assert isclose(corners[1][1], corners[9][1], abs_tol=1e-9)
    assert isclose(corners[9][1], corners[8][1], abs_tol=1e-9)


def test_the_file_is_what_the_geometry_gives() -> None:
    assert (STATIC / "eu-emblem.svg").read_text() == emblem_svg()
    root = ElementTree.fromstring(emblem_svg())  # noqa: S314 - our own
    assert root.find(f"{SVG}rect").get("fill") == "#003399"  # type: ignore[union-attr]
    group = root.find(f"{SVG}g")
    assert group is not None
    assert group.get("fill") == "#FFCC00"
    assert len(group) == 12
