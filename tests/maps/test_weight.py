"""An overview map weighs at most 12 kB compressed, whatever is on it."""

import gzip
import random

import pytest

from cluster_portal.maps import MapPoint, render_map, star
from tests.maps.consortium import COORDINATOR, ORGANISATIONS, QUEBEC
from tests.maps.test_outlines import EUROPE

LIMIT = 12_000


def weight(svg: str) -> int:
    """Return the bytes of a drawing at the compression level that web servers use."""
    return len(gzip.compress(svg.encode(), 6))


def organisations(count: int) -> list[MapPoint]:
    """Return organisations around the real ones, with names that differ, the same each time."""
    draw = random.Random(1)
    words = [
        "Cluster",
        "Pôle",
        "Verein",
        "Technopole",
        "Netzwerk",
        "Alpha",
        "Meca",
        "Nord",
        "Digital",
        "Aero",
    ]
    return [
        MapPoint(
            f"{' '.join(draw.sample(words, 2))} {number}",
            float(near.latitude) + draw.gauss(0, 3),
            float(near.longitude) + draw.gauss(0, 4),
            f"/fr/partenaires/partenaire-{number}/",
            country=near.country,
        )
        for number, near in enumerate(draw.choices(ORGANISATIONS, k=count))
    ]


def test_all_of_europe_shaded_with_all_partners() -> None:
    areas = {code: ("near", "further")[number % 2] for number, code in enumerate(EUROPE)}
    drawn = render_map(
        "europe", areas, ORGANISATIONS, star(COORDINATOR, ORGANISATIONS), "fr", group_url="#liste"
    )
    assert "map-borders" in drawn.svg
    assert weight(drawn.svg) <= LIMIT


def test_the_world_with_target_areas_and_all_partners() -> None:
    areas = dict.fromkeys(["FR", "DE", "NL", "LU", "US", "CA", "JP", "CN", "IN", "BR"], "near")
    drawn = render_map("world", areas, [*ORGANISATIONS, QUEBEC], language="de", group_url="#liste")
    assert weight(drawn.svg) <= LIMIT


@pytest.mark.parametrize("count", [50, 500, 5000])
def test_many_partners(count: int) -> None:
    drawn = render_map(
        points=organisations(count), language="fr", group_url=lambda points: f"#{points[0].country}"
    )
    assert weight(drawn.svg) <= LIMIT
