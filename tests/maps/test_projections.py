from math import pi

import pytest

from cluster_portal.maps.projections import EARTH_RADIUS, lambert_azimuthal, natural_earth


def test_lambert_has_its_centre_at_the_origin() -> None:
    assert lambert_azimuthal(10, 52)(10, 52) == pytest.approx((0, 0), abs=1e-9)


@pytest.mark.parametrize(("longitude", "latitude"), [(10, 53), (10, 51)])
def test_lambert_keeps_distances_near_its_centre(longitude: float, latitude: float) -> None:
    x, y = lambert_azimuthal(10, 52)(longitude, latitude)
    assert x == pytest.approx(0, abs=1e-9)
    assert abs(y) == pytest.approx(EARTH_RADIUS * pi / 180, rel=1e-3)
    assert (y > 0) == (latitude > 52)


def test_lambert_keeps_areas() -> None:
    project = lambert_azimuthal(10, 52)

    def cell(longitude: float) -> float:
        """Return the area of a small cell around 60 degrees north."""
        (x1, y1), (x2, y2), (x3, y3) = (
            project(longitude, 60),
            project(longitude + 0.1, 60),
            project(longitude, 60.1),
        )
        return abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1))

    assert cell(-20) == pytest.approx(cell(10), rel=2e-3)


def test_lambert_survives_the_point_opposite_to_its_centre() -> None:
    x, y = lambert_azimuthal(10, 52)(-170, -52)
    assert abs(x) < 1e12
    assert abs(y) < 1e12


def test_natural_earth_has_the_published_extent() -> None:
    project = natural_earth(0)
    assert project(179.9999, 0)[0] == pytest.approx(0.8707 * pi * EARTH_RADIUS, rel=1e-5)
    assert project(0, 90)[1] == pytest.approx(1.42239 * EARTH_RADIUS, rel=1e-4)


def test_natural_earth_is_cut_opposite_to_its_meridian() -> None:
    project = natural_earth(11.3)
    assert project(-168.6, 0)[0] < 0 < project(-168.8, 0)[0]
