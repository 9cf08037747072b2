"""What projects add to the home page."""

import re

import pytest
from django.test import Client

from projects.models import ProjectPage
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_home_page_counts_all_projects_and_shows_four(reader: Client) -> None:
    for _number in range(3):
        factories.project()
    draft = factories.draft(ProjectPage, factories.project_index(), title={"en": "Draft"})
    html = reader.get("/en/").content.decode()
    public = ProjectPage.objects.visible_to(None).count()
    assert public > 4
    assert re.search(rf"European projects</dt>\s*<dd>{public}</dd>", html)
    assert str(draft) not in html
    assert html.split('id="projects"', 1)[1].count("<li") >= 4
