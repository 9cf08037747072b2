import copy

import pytest

from cluster_portal.maps.frames import FRAMES
from cluster_portal.maps.preparation import Detail, prepare
from cluster_portal.maps.topology import area, contains
from tests.maps.atlas import TWO_SQUARES, rings

EUROPE = FRAMES["europe"]
DETAIL = Detail(bend=1, island=4, mark=20, net_step=10, net_west=-60, net_east=80)


def test_countries_lie_where_the_frame_puts_them() -> None:
    prepared = prepare(TWO_SQUARES, EUROPE, DETAIL)
    (belgium,) = rings(prepared["countries"]["BE"])
    assert contains(belgium, EUROPE.place(4, 51))
    assert not contains(belgium, EUROPE.place(6, 51))


def test_the_land_is_one_shape_and_the_border_a_line_of_its_own() -> None:
    prepared = prepare(TWO_SQUARES, EUROPE, DETAIL)
    assert len(rings(prepared["land"])) == 1
    assert len(rings(prepared["borders"])) == 1
    assert "z" not in prepared["borders"]


def test_shapes_outside_the_frame_are_cut_off() -> None:
    far = copy.deepcopy(TWO_SQUARES)
    far["transform"]["translate"] = [100, -40]
    prepared = prepare(far, EUROPE, DETAIL)
    assert prepared["land"] == ""
    assert prepared["countries"] == {}
    assert prepared["marks"] == {}


def test_a_shape_across_the_edge_is_cut_at_the_frame() -> None:
    wide = copy.deepcopy(TWO_SQUARES)
    wide["transform"] = {"scale": [0.9, 0.1], "translate": [0, 0]}
    xs = [x for x, _ in rings(prepare(wide, EUROPE, DETAIL)["land"])[0]]
    assert EUROPE.width < max(xs) <= EUROPE.width + 8


def test_a_country_too_small_to_be_seen_gets_a_mark() -> None:
    tiny = copy.deepcopy(TWO_SQUARES)
    tiny["transform"] = {"scale": [0.002, 0.002], "translate": [6, 49]}
    prepared = prepare(tiny, EUROPE, DETAIL)
    assert prepared["countries"] == {}
    x, y = EUROPE.place(6.08, 50.02)
    assert prepared["marks"]["BE"] == pytest.approx((x, y), abs=2)


def test_an_island_on_the_cut_of_the_projection_is_left_out() -> None:
    torn = copy.deepcopy(TWO_SQUARES)
    torn["transform"]["translate"] = [-173.7, -40]
    prepared = prepare(torn, FRAMES["world"], DETAIL)
    assert all(abs(area(ring)) < 2000 for ring in rings(prepared["land"]))
    assert "BE" not in prepared["countries"]
