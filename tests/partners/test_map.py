"""The map of the directory: Europe and the world, target areas, crowds of partners, and its weight."""

import gzip
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cluster_portal.languages.codes import content_languages
from partners.models import PartnerPage
from partners.places import points_of
from tests import factories

pytestmark = pytest.mark.django_db

# What the page of the map may weigh compressed, and the queries it may take.
MAP_PAGE = 40_000
MOST = 9


def crowd(number: int) -> list[PartnerPage]:
    countries = ["FR", "DE", "NL", "IT", "ES", "RO", "LV", "PT", "US", "JP"]
    return factories.many(
        PartnerPage,
        factories.partner_index(),
        number,
        lambda n: {
            "country": countries[n % 10],
            "latitude": 36 + (n * 7 % 280) / 10,
            "longitude": -9 + (n * 13 % 380) / 10,
        },
    )


def directory(reader: Client, language: str = "fr", **query: str) -> str:
    answer = reader.get(factories.partner_index().get_url_in(language), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", content_languages())
@pytest.mark.parametrize("area", ["europe", "world"])
def test_the_map_shows_partners_and_target_areas(reader: Client, demo: Any, language: str, area: str) -> None:
    html = directory(reader, language, view="map", area=area)
    svg = re.findall(rf'<svg class="map map-{area}".*?</svg>', html, re.S)[0]
    assert 'class="map-area map-near"' in svg
    assert svg.count('class="map-point') > 4
    if area == "europe":
        assert demo("mecatech").get_url_in(language) in svg
    assert 'class="map-legend"' in html
    # The list below says the same.
    assert demo("mecatech").get_url_in(language) in html.replace(svg, "")


def test_the_list_alone_draws_no_map(reader: Client, demo: Any) -> None:
    assert '<svg class="map ' not in directory(reader)


def test_a_group_leads_to_its_country_with_the_choice_kept(reader: Client) -> None:
    for number in range(3):
        factories.partner(
            title={"fr": f"Île {number}"}, country="IS", kind="hub", latitude=64, longitude=-21 + number
        )
    html = directory(reader, view="map", kind="hub")
    assert re.search(r'class="map-point map-group[^"]*" href="[^"]*\?kind=hub&amp;country=IS"', html)


def test_thousands_of_partners_keep_cost_and_weight(reader: Client, demo: Any) -> None:
    directory(reader, view="map")
    address = factories.partner_index().get_url_in("de")
    questions = ({}, {"view": "map"}, {"view": "map", "area": "world", "q": "partner", "country": "FR"})
    crowd(50)
    # What a process reads once is no cost of an answer.
    for query in questions:
        reader.get(address, query)
    counts = []
    for _size in range(2):
        for query in questions:
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                html = reader.get(address, query).content.decode()
            counts.append(len(queries))
            assert len(gzip.compress(html.encode(), 6)) <= MAP_PAGE
        crowd(2_000)
    assert counts[:3] == counts[3:]
    assert max(counts) <= MOST


def test_a_crowd_is_counted_whole_though_few_points_are_drawn(reader: Client) -> None:
    made = crowd(900)
    rows = PartnerPage.objects.filter(pk__in=[page.pk for page in made]).places()
    for view in ("europe", "world"):
        points = points_of(rows, view)  # type: ignore[arg-type]
        assert len(points) < 900
        assert sum(1 + point.others for point in points) == 900
    html = directory(reader, "en", view="map", q="partnerpage")
    assert "900 places in 10 countries" in html


def test_a_group_over_several_countries_leads_closer(reader: Client) -> None:
    for country, longitude in (("IS", -21), ("NO", -20), ("JP", 139), ("KR", 138)):
        factories.partner(
            title={"fr": country},
            country=country,
            kind="hub",
            latitude=64 if longitude < 0 else 36,
            longitude=longitude,
        )
    groups = re.findall(
        r'class="map-point map-group[^"]*" href="([^"]*)"',
        directory(reader, view="map", area="world", kind="hub"),
    )
    index = factories.partner_index().get_url_in("fr")
    assert f"{index}?kind=hub&amp;view=map" in groups
    assert f"{index}?kind=hub&amp;view=map&amp;area=world#list" in groups
