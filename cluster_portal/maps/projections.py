"""Projections of the sphere: degrees in, kilometres out (x to the east, y to the north)."""

from collections.abc import Callable
from math import cos, radians, sin, sqrt

EARTH_RADIUS = 6371.0

#: Turns longitude and latitude (degrees) into kilometres from the projection's centre.
Projection = Callable[[float, float], tuple[float, float]]


def lambert_azimuthal(centre_longitude: float, centre_latitude: float) -> Projection:
    """Return the Lambert azimuthal equal-area projection around a point; EU statistics use it for Europe.

    The point opposite to the centre has no image; it is sent to the rim of the disc.
    """
    origin = radians(centre_longitude)
    sin_origin, cos_origin = sin(radians(centre_latitude)), cos(radians(centre_latitude))

    def project(longitude: float, latitude: float) -> tuple[float, float]:
        turn, height = radians(longitude) - origin, radians(latitude)
        sin_height, cos_height, cos_turn = sin(height), cos(height), cos(turn)
        closeness = 1 + sin_origin * sin_height + cos_origin * cos_height * cos_turn
        factor = EARTH_RADIUS * sqrt(2 / max(closeness, 1e-9))
        return (
            factor * cos_height * sin(turn),
            factor * (cos_origin * sin_height - sin_origin * cos_height * cos_turn),
        )

    return project


def natural_earth(centre_longitude: float) -> Projection:
    """Return the Natural Earth projection (Patterson; polynomials of 2011) around a meridian.

    It keeps neither areas nor angles, but shows the north, where most partners are, larger than an equal-area
    map and without the swelling of a conformal one.
    """

    def project(longitude: float, latitude: float) -> tuple[float, float]:
        turn = radians((longitude - centre_longitude + 180) % 360 - 180)
        height = radians(latitude)
        h2 = height * height
        h4 = h2 * h2
        length = 0.8707 - 0.131979 * h2 + h4 * (-0.013791 + h4 * (0.003971 * h2 - 0.001529 * h4))
        rise = 1.007226 + h2 * (0.015085 + h4 * (-0.044475 + 0.028874 * h2 - 0.005916 * h4))
        return EARTH_RADIUS * turn * length, EARTH_RADIUS * height * rise

    return project
