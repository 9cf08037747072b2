"""Pages that only the consortium reads."""

from typing import Any

import pytest
from django.urls import reverse

from cluster_portal.languages.codes import column
from projects.consortium.models import ConsortiumPage
from tests import factories
from tests.consortium.conftest import INSIDE, NOT_SIGNED_IN, OUTSIDE, World
from tests.consortium.test_access import address, addresses

pytestmark = pytest.mark.django_db


def made(world: World, **fields: Any) -> ConsortiumPage:
    fields = {"body": {"en": "<p>Our rules</p>", "de": "<p>Unsere Regeln</p>"}, "is_shown": True} | fields
    return factories.record(ConsortiumPage, project=world.project, title={"en": "Handbook"}, **fields)


def test_the_consortium_reads_it_and_nobody_else(world: World) -> None:
    url = address("page", world.project.uuid, made(world).uuid)
    for role in INSIDE:
        assert f'href="{url}"' in world.client(role).get(addresses(world)["project"]).content.decode()
        answer = world.client(role).get(url)
        assert "Our rules" in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]
    for role in (*OUTSIDE, *NOT_SIGNED_IN):
        answer = world.client(role).get(url)
        assert answer.status_code in (302, 404)
        assert "Our rules" not in answer.content.decode()


def test_it_is_shown_only_when_staff_say_so(world: World) -> None:
    page = made(world, is_shown=False)
    client = world.client("member of A")
    assert "Handbook" not in client.get(addresses(world)["project"]).content.decode()
    assert client.get(address("page", world.project.uuid, page.uuid)).status_code == 404


def test_it_is_not_reached_through_another_project(world: World) -> None:
    page = made(world)
    other = factories.project()
    factories.participation(other, world.b)
    assert world.client("member of B").get(address("page", other.uuid, page.uuid)).status_code == 404


def test_it_is_read_in_the_language_of_the_address(world: World) -> None:
    url = address("page", world.project.uuid, made(world).uuid, language="de")
    html = world.client("member of A").get(url).content.decode()
    assert "Unsere Regeln" in html
    assert '<span lang="en">Handbook</span>' in html


def test_links_lead_only_where_the_reader_may_go(world: World) -> None:
    draft = factories.draft(type(world.project), factories.project_index())
    body = f'<p><a linktype="page" id="{draft.pk}">draft</a> <a linktype="page" id="{world.a.pk}">A</a></p>'
    page = made(world, body={"en": body})
    html = world.client("member of A").get(address("page", world.project.uuid, page.uuid)).content.decode()
    assert "<a>draft</a>" in html
    assert f'href="{world.a.get_url_in("en")}">A</a>' in html


def test_staff_write_it_in_the_admin(world: World) -> None:
    client = world.client("staff")
    add = reverse(ConsortiumPage.snippet_viewset.get_url_name("add"))
    assert client.get(add).status_code == 200
    data = {"project": world.project.pk, column("title", "fr"): "Guide", "is_shown": "on"}
    bodies = {column("body", code): "null" for code in ("fr", "en", "nl", "de")}
    assert client.post(add, {**data, **bodies}).status_code == 302
    assert str(ConsortiumPage.objects.get().texts_in("fr").title) == "Guide"
