import random
from itertools import combinations
from math import hypot

import pytest

from cluster_portal.maps import MapPoint
from cluster_portal.maps.grouping import Marker, group, group_at_most, marker
from tests.maps.consortium import HOME, ORGANISATIONS


def scattered(count: int) -> list[Marker]:
    """Return markers spread over the frame, the same each time."""
    places = random.Random(5)
    return [
        Marker(places.uniform(-50, 1050), places.uniform(-50, 1050), (MapPoint(f"P{i}", 0, 0),))
        for i in range(count)
    ]


@pytest.mark.parametrize("distance", [10, 26, 72])
def test_groups_keep_their_distance_and_lose_nobody(distance: float) -> None:
    markers = scattered(400)
    groups = group(markers, distance)
    assert all(hypot(a.x - b.x, a.y - b.y) >= distance for a, b in combinations(groups, 2))
    assert sorted(p.name for found in groups for p in found.points) == sorted(
        m.points[0].name for m in markers
    )


def test_points_that_do_not_crowd_stay_as_they_are_and_in_order() -> None:
    markers = [Marker(100.0 * i, 0, (MapPoint(f"P{i}", 0, 0),)) for i in range(5)]
    assert group(markers, 72) == markers


def test_points_at_the_same_place_become_one() -> None:
    markers = [Marker(10, 10, (MapPoint(f"P{i}", 0, 0),)) for i in range(3)]
    (found,) = group(markers, 1)
    assert len(found.points) == 3


def test_home_stands_where_it_is_and_others_join_it() -> None:
    groups = group([marker(point, "europe") for point in ORGANISATIONS], 72)
    (home,) = [found for found in groups if found.home]
    assert home.points[0] == HOME
    assert (home.x, home.y) == (marker(HOME, "europe").x, marker(HOME, "europe").y)
    assert "High Tech NL" in {point.name for point in home.points}


def test_there_are_never_more_markers_than_wanted() -> None:
    groups = group_at_most(scattered(2000), 5, most=60)
    assert 20 < len(groups) <= 60
    assert sum(len(found.points) for found in groups) == 2000


def test_nothing_makes_no_groups() -> None:
    assert group([], 72) == []
