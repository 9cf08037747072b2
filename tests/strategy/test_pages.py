"""The strategy page shows where the cluster turns to."""

import pytest
from django.test import Client
from django.utils import translation

from cluster_portal.countries import country_name
from cluster_portal.languages.codes import content_languages
from cluster_portal.strategy.models import StrategyPage, TargetArea, TargetAreasPage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", content_languages())
def test_the_target_areas_are_on_its_map_and_below_it_in_words(reader: Client, language: str) -> None:
    html = reader.get(StrategyPage.objects.get().get_url_in(language)).content.decode()
    drawn = html.split('aria-labelledby="areas-title"', 1)[1]
    countries = TargetArea.objects.filter(kind=TargetArea.Kind.COUNTRY).values_list("country", flat=True)
    assert countries
    caption = drawn.split("<figcaption>", 1)[1].split("</figcaption>", 1)[0]
    for code in countries:
        with translation.override(language):
            assert country_name(code) in caption


def test_no_map_once_the_target_areas_are_not_published(reader: Client) -> None:
    TargetAreasPage.objects.get().unpublish()
    html = reader.get(StrategyPage.objects.get().get_url_in("en")).content.decode()
    assert "map-figure" not in html
