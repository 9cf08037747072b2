"""Records that pages share say where they are used."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cluster_portal.identity.models import KeyFigure
from projects.models import Sector
from tests import factories


def listed(client: Any, model: str) -> Any:
    return client.get(reverse(f"wagtailsnippets_{model}:list"))


def test_a_record_chosen_in_a_text_says_where(staff: Any, demo: Any) -> None:
    figure = demo("members")
    assert isinstance(figure, KeyFigure)
    client = staff()
    response = listed(client, "identity_keyfigure")
    row = next(row for row in response.context["object_list"] if row.pk == figure.pk)
    assert row.used_on > 0
    usage = client.get(row.used_on_url)
    assert len(usage.context["object_list"]) == row.used_on


def test_a_record_chosen_among_several_says_where(staff: Any, references: Callable[[], None]) -> None:
    sector = factories.record(Sector, name={"fr": "Brasserie"})
    project = factories.project(sectors=[sector])
    references()
    client = staff()
    row = next(row for row in listed(client, "projects_sector").context["object_list"] if row.pk == sector.pk)
    assert row.used_on == 1
    assert str(project.title) in client.get(row.used_on_url).content.decode()


def test_the_list_costs_the_same_with_more_records(staff: Any) -> None:
    client, counted = staff(), []
    for _round in range(2):
        listed(client, "projects_sector")
        with CaptureQueriesContext(connection) as queries:
            listed(client, "projects_sector")
        counted.append(len(queries))
        for number in range(8):
            factories.record(Sector, name={"fr": f"Secteur {number}"})
    assert counted[0] == counted[1]


def test_a_chooser_lets_choose_and_makes_nothing(staff: Any) -> None:
    """There is no form for it; Wagtail's address for it failed whenever somebody asked."""
    client, address = staff(), reverse("wagtailsnippetchoosers_identity_contact:choose")
    assert client.get(address).status_code == 200
    for send in (client.get, client.post):
        assert send(f"{address}create/").status_code == 404
