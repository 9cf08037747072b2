import pytest

from cluster_portal.maps.territories import NOBODY, country_code, rings_by_country
from cluster_portal.maps.topology import decode_arcs
from tests.maps.atlas import TWO_SQUARES


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        ({"id": "056"}, "BE"),
        ({"id": "56"}, "BE"),
        ({"properties": {"name": "Kosovo"}}, "XK"),
        ({"properties": {"name": "N. Cyprus"}}, "CY"),
        ({"properties": {"name": "Siachen Glacier"}}, NOBODY),
        ({"id": "000"}, NOBODY),
        ({}, NOBODY),
    ],
)
def test_codes(geometry: dict[str, object], code: str) -> None:
    assert country_code(geometry) == code


def test_each_country_has_the_rings_of_its_polygons() -> None:
    assert rings_by_country(TWO_SQUARES, decode_arcs(TWO_SQUARES)) == {"BE": [[0, 1]], "DE": [[~0, 2]]}


def test_crimea_is_ukraine_whoever_holds_it() -> None:
    arcs = [[(33.0, 44.0), (36.0, 44.0), (36.0, 46.0), (33.0, 46.0), (33.0, 44.0)]]
    russia = {"type": "Polygon", "id": "643", "properties": {"name": "Russia"}, "arcs": [[0]]}
    topology = {"objects": {"countries": {"geometries": [russia]}}}
    assert rings_by_country(topology, arcs) == {"UA": [[0]]}
