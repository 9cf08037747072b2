"""The consortium of a project on a map: who is on it, what leads where, and when there is none."""

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from cluster_portal.languages.codes import content_languages
from partners.models import PartnerPage
from projects.models import ProjectPage
from tests import factories

pytestmark = pytest.mark.django_db


def partner(name: str, latitude: str | None, longitude: str | None, **fields: Any) -> PartnerPage:
    return factories.partner(
        title=factories.in_all_languages(name), latitude=latitude, longitude=longitude, country="BE", **fields
    )


def map_of(reader: Client, project: ProjectPage, language: str = "en") -> str:
    page = reader.get(project.get_url_in(language)).content.decode()
    found = re.search(r'(?s)<svg[^>]*aria-labelledby="consortium-.*?</svg>', page)
    return found[0] if found else ""


@pytest.mark.parametrize("language", content_languages())
def test_partners_are_on_the_map_and_lead_to_their_pages(reader: Client, language: str) -> None:
    project = factories.project()
    far, near = partner("Lisboa Tech", "38.7", "-9.1"), partner("Riga Tech", "56.9", "24.1")
    factories.participation(project, far, role="coordinator")
    factories.participation(project, near)
    drawn = map_of(reader, project, language)
    for one in (far, near):
        assert str(one.title) in drawn
        assert f'href="{one.get_url_in(language)}"' in drawn
    assert "map-line" in drawn


def test_only_partners_that_the_reader_may_see_are_on_the_map(reader: Client) -> None:
    project = factories.project()
    shown = [partner("Lisboa Tech", "38.7", "-9.1"), partner("Riga Tech", "56.9", "24.1")]
    hidden = partner("Oslo Tech", "59.9", "10.7")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    for one in (*shown, hidden):
        factories.participation(project, one)
    drawn = map_of(reader, project)
    assert "Riga Tech" in drawn
    assert "Oslo Tech" not in drawn
    # Nobody coordinates: nobody is in the middle.
    assert "map-line" not in drawn


def test_one_place_makes_no_map(reader: Client) -> None:
    project = factories.project()
    factories.participation(project, partner("Lisboa Tech", "38.7", "-9.1"))
    factories.participation(project, partner("Nowhere Tech", None, None))
    assert map_of(reader, project) == ""
