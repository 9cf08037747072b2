"""Consortia in the admin: dates are edited, documents listed."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from cluster_portal.languages.codes import column
from cluster_portal.staff.groups import EDITORS
from projects.consortium.models import ConsortiumDate
from tests import factories
from tests.consortium.conftest import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(world: World) -> Client:
    """Return the browser of an editor."""
    person = factories.user(language="en")
    person.groups.add(Group.objects.get(name=EDITORS))
    client = Client()
    client.force_login(person)
    return client


def test_an_editor_adds_and_changes_a_date(world: World, editor: Client) -> None:
    viewset = ConsortiumDate.snippet_viewset
    add = reverse(viewset.get_url_name("add"))
    assert editor.get(add).status_code == 200
    data = {
        "project": world.project.pk,
        "kind": "milestone",
        column("title", "en"): "Prototype ready",
        column("title", "de"): "Prototyp fertig",
        "starts_on": "2027-03-28",
    }
    assert editor.post(add, data).status_code == 302
    made = ConsortiumDate.objects.get(starts_on="2027-03-28")
    assert str(made.texts_in("de").title) == "Prototyp fertig"
    assert "Prototype ready" in editor.get(reverse(viewset.get_url_name("list"))).content.decode()
    edit = reverse(viewset.get_url_name("edit"), args=[made.pk])
    wrong = editor.post(edit, {**data, "ends_on": "2027-03-01"})
    assert "It cannot end before it starts." in wrong.content.decode()
    page = reverse("consortium:project", args=[world.project.uuid])
    assert "Proto" in world.client("member of A").get(page).content.decode()


def test_documents_are_listed_with_the_way_to_their_project(world: World, editor: Client) -> None:
    html = editor.get(reverse("consortiumdocument:index")).content.decode()
    assert "Secret plan" in html
    assert reverse("consortium:project", args=[world.project.uuid]).split("/", 2)[2] in html
    for view, args in (
        ("add", []),
        ("edit", [world.version.document.pk]),
        ("delete", [world.version.document.pk]),
    ):
        assert editor.get(reverse(f"consortiumdocument:{view}", args=args)).status_code == 302
    assert (
        editor.post(reverse("consortiumdocument:delete", args=[world.version.document.pk])).status_code == 302
    )
    world.version.document.refresh_from_db()


def test_partners_do_not_see_the_list(world: World) -> None:
    answer = world.client("manager of A").get(reverse("consortiumdocument:index"))
    assert "Secret plan" not in answer.content.decode()
    assert answer.status_code in (302, 403)


def test_a_project_leads_to_its_consortium(world: World, editor: Client) -> None:
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[world.project.pk])).content.decode()
    assert f"/space/projects/{world.project.uuid}/" in html
