"""What the grant asks for on a project's page."""

from datetime import date
from typing import Any

import pytest

from projects.acknowledgement.demands import demands_on
from projects.models import Participation, ProjectContact, ProjectPage, ProjectResult
from tests import factories

pytestmark = pytest.mark.django_db


def missing(page: ProjectPage) -> dict[str, list[str]]:
    return {demand.key: [str(entry) for entry in demand.missing] for demand in demands_on(page)}


def test_an_empty_project_lacks_everything() -> None:
    found = missing(factories.project())
    assert all(
        found[key] for key in ("acknowledgement", "summary", "period", "coordinator", "budget", "contact")
    )
    assert not found["title"]
    assert "results" not in found


def test_contributions_that_add_up_to_more_are_told() -> None:
    page = factories.project(eu_contribution=100)
    for role in ("coordinator", "participant"):
        factories.participation(
            page, factories.partner(website="https://example.org"), role=role, contribution=60
        )
    found = missing(ProjectPage.objects.get(pk=page.pk))
    assert "120" in found["eu_contribution"][0]
    assert not found["participants"]
    assert not found["coordinator"]


def test_an_ended_project_needs_a_public_result() -> None:
    page = factories.project(starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    factories.record(ProjectResult, project=page, title={"en": "Secret"}, dissemination="consortium")
    assert missing(page)["results"]
    factories.record(ProjectResult, project=page, title={"en": "Open"}, dissemination="public")
    assert not missing(ProjectPage.objects.get(pk=page.pk))["results"]


@pytest.mark.parametrize(("until", "lacks"), [(None, False), (date(2020, 1, 1), True)])
def test_an_expired_contact_counts_for_nothing(until: Any, lacks: bool) -> None:
    from cluster_portal.identity.models import Contact

    page = factories.project()
    contact = factories.record(Contact, name="Somebody")
    factories.record(ProjectContact, project=page, contact=contact, expires_on=until)
    assert bool(missing(page)["contact"]) is lacks
    assert Participation.objects.filter(project=page).count() == 0
