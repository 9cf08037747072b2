from cluster_portal.maps.simplify import simplify


def test_points_on_a_straight_line_go() -> None:
    assert simplify([(0, 0), (1, 0), (2, 0), (3, 0)], 0.1) == [(0, 0), (3, 0)]


def test_a_bend_that_matters_stays() -> None:
    line = [(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (10.0, 10.0)]
    assert simplify(line, 2) == [(0, 0), (10, 0), (10, 10)]


def test_an_island_keeps_enough_points_to_be_one() -> None:
    island = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    kept = simplify(island, 1000, keep=4)
    assert len(kept) == 4
    assert kept[0] == kept[-1] == (0, 0)


def test_a_large_bend_next_to_a_small_one_stays() -> None:
    line = [(0.0, 0.0), (4.0, 5.0), (5.0, 5.1), (6.0, 5.0), (10.0, 0.0)]
    assert (5, 5.1) not in simplify(line, 1)
    assert len(simplify(line, 1)) == 4
