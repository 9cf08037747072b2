"""The prepared files themselves: right places, all countries, no reference to anything else."""

import pytest
from babel import Locale

from cluster_portal.maps.frames import VIEWS, View, place
from cluster_portal.maps.outlines import outlines
from cluster_portal.maps.topology import contains
from tests.maps.atlas import rings

EUROPE = """
    AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK
    AD AL BA BY CH FO GB IS LI MC MD ME MK NO RS SM TR UA VA XK
""".split()  # noqa: SIM905 - a list of quoted codes would be one code a line


def held_by(view: View, longitude: float, latitude: float) -> list[str]:
    """Return the countries whose shape is around a point."""
    at = place(view, longitude, latitude)
    return [
        code
        for code, data in outlines(view)["countries"].items()
        if sum(contains(ring, at) for ring in rings(data)) % 2
    ]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    ("longitude", "latitude", "country"),
    [
        (4.6, 50.5, "BE"),
        (2.5, 47.0, "FR"),
        (10.0, 51.0, "DE"),
        (34.2, 45.2, "UA"),
        (33.2, 35.1, "CY"),
        (21.0, 42.6, "XK"),
        (24.9, 45.9, "RO"),
    ],
)
def test_points_lie_in_their_country(view: View, longitude: float, latitude: float, country: str) -> None:
    assert held_by(view, longitude, latitude) == [country]


def test_far_parts_of_a_country_are_not_shaded_with_it() -> None:
    assert held_by("world", -53.1, 4.0) == ["GF"]


@pytest.mark.parametrize("view", VIEWS)
def test_every_european_country_can_be_shaded(view: View) -> None:
    found = outlines(view)
    assert [code for code in EUROPE if code not in found["countries"] and code not in found["marks"]] == []


def test_every_code_has_a_name() -> None:
    names = Locale.parse("en").territories
    for view in VIEWS:
        found = outlines(view)
        assert [code for code in (*found["countries"], *found["marks"]) if code not in names] == []


def test_the_outlines_are_read_once() -> None:
    assert outlines("europe") is outlines("europe")
