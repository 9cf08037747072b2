import pytest

from cluster_portal.maps.topology import area, contains, decode_arcs, dissolve, polygons, ring_positions
from tests.maps.atlas import TWO_SQUARES

ARCS = decode_arcs(TWO_SQUARES)
BELGIUM, GERMANY = [0, 1], [~0, 2]


def test_quantised_arcs_become_degrees() -> None:
    assert ARCS[1] == [pytest.approx(p) for p in [(5, 52), (3, 52), (3, 50), (5, 50)]]


def test_plain_arcs_are_taken_as_they_are() -> None:
    assert decode_arcs({"arcs": [[[1, 2], [3, 4]]]}) == [[(1, 2), (3, 4)]]


def test_only_areas_have_polygons() -> None:
    assert polygons({"type": "MultiPolygon", "arcs": [[[0]], [[1], [2]]]}) == [[[0]], [[1], [2]]]
    assert polygons({"type": "Point", "coordinates": [0, 0]}) == []


def test_a_ring_joins_its_arcs_in_their_direction() -> None:
    assert ring_positions(GERMANY, ARCS) == [pytest.approx(p) for p in [(5, 52), (5, 50), (7, 50), (7, 52)]]


def test_neighbours_dissolve_into_one_outline_without_their_border() -> None:
    (outline,) = dissolve([BELGIUM, GERMANY], ARCS)
    assert sorted(outline) == [1, 2]
    assert abs(area(ring_positions(outline, ARCS))) == pytest.approx(8)


def test_islands_stay_apart() -> None:
    arcs = [
        [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0)],
        [(5.0, 5.0), (6.0, 5.0), (5.0, 6.0), (5.0, 5.0)],
    ]
    assert dissolve([[0], [1]], arcs) == [[0], [1]]


def test_shapes_that_do_not_close_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit together"):
        dissolve([[0]], ARCS)


def test_a_ring_goes_around_what_is_inside() -> None:
    square = ring_positions(BELGIUM, ARCS)
    assert contains(square, (4, 51))
    assert not contains(square, (6, 51))
