"""Who sees what of a consortium, through each of its addresses."""

import re
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import PageViewRestriction

from cluster_portal.languages.codes import content_languages
from partners.memberships.models import Membership
from projects.consortium.models import CalendarToken, ConsortiumDate
from projects.models import Participation
from tests import factories
from tests.consortium.conftest import INSIDE, NOT_SIGNED_IN, OUTSIDE, PDF, World, member, sent

pytestmark = pytest.mark.django_db


def address(name: str, *args: Any, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"consortium:{name}", args=args)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def addresses(world: World) -> dict[str, str]:
    project, document = world.project.uuid, world.version.document.uuid
    return {
        "project": address("project", project),
        "download": address("download", world.version.uuid),
        "add": address("add_document", project),
        "version": address("add_version", project, document),
        "withdraw": address("withdraw", project, document),
    }


@pytest.mark.parametrize("role", INSIDE)
def test_the_consortium_and_staff_see_the_project(world: World, role: str) -> None:
    answer = world.client(role).get(address("project", world.project.uuid))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert [word for word in world.secrets if word not in html] == []
    assert "no-store" in answer.headers["Cache-Control"]
    download = world.client(role).get(address("download", world.version.uuid))
    assert body(download) == PDF


@pytest.mark.parametrize("role", OUTSIDE)
def test_strangers_are_told_nothing(world: World, role: str) -> None:
    unknown = world.client(role).get(address("project", uuid.uuid4()))
    for name, url in addresses(world).items():
        answer = world.client(role).get(url)
        assert answer.status_code == 404, name
        assert [word for word in [*world.secrets, "Gearbox"] if word in answer.content.decode()] == []
        assert "no-store" in answer.headers["Cache-Control"]
        assert len(answer.content) == pytest.approx(len(unknown.content), abs=400)


@pytest.mark.parametrize("role", NOT_SIGNED_IN)
def test_whoever_is_not_signed_in_is_asked_to_whatever_the_address(world: World, role: str) -> None:
    login = reverse("account_login").split("/", 2)[2]
    for url in (
        *addresses(world).values(),
        address("project", uuid.uuid4()),
        address("download", uuid.uuid4()),
    ):
        answer = world.client(role).get(url)
        assert answer.status_code == 302
        assert login in answer.headers["Location"]
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("role", "add", "withdraw"),
    [
        ("member of A", 403, 403),
        ("manager of A", 200, 200),
        ("manager of C", 200, 403),
        ("member of both", 403, 403),
        ("staff", 200, 200),
    ],
)
def test_managers_upload_and_withdraw_their_own(world: World, role: str, add: int, withdraw: int) -> None:
    found = addresses(world)
    client = world.client(role)
    assert [client.get(found[name]).status_code for name in ("add", "version", "withdraw")] == [
        add,
        add,
        withdraw,
    ]
    assert client.post(found["withdraw"]).status_code == (302 if withdraw == 200 else 403)
    world.version.document.refresh_from_db()
    assert (world.version.document.withdrawn_at is not None) is (withdraw == 200)


def test_editors_upload_and_translators_only_read(world: World) -> None:
    from django.contrib.auth.models import Group
    from django.test import Client

    from cluster_portal.staff.groups import EDITORS, translators

    for group, status in ((EDITORS, 200), (translators("nl"), 403)):
        person = factories.user()
        person.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(person)
        found = addresses(world)
        assert client.get(found["project"]).status_code == 200
        assert client.get(found["download"]).status_code == 200
        assert client.get(found["add"]).status_code == status, group
        assert client.get(found["withdraw"]).status_code == status, group


def test_a_document_of_another_project_is_not_reached_through_ones_own(world: World) -> None:
    own = factories.project()
    factories.participation(own, world.b)
    document = world.version.document.uuid
    client = world.client("manager of B")
    assert client.get(address("project", own.uuid)).status_code == 200
    for name in ("add_version", "withdraw"):
        assert client.post(address(name, own.uuid, document), {"file": sent()}).status_code == 404
    assert world.version.document.versions.count() == 1


def test_leaving_a_partner_takes_effect_with_the_next_request(world: World) -> None:
    client, found = world.client("member of A"), addresses(world)
    etag = client.get(found["download"]).headers["ETag"]
    assert client.get(found["download"], headers={"If-None-Match": etag}).status_code == 304
    Membership.objects.filter(user=world.people["member of A"]).delete()
    assert client.get(found["project"]).status_code == 404
    assert client.get(found["download"], headers={"If-None-Match": etag}).status_code == 404
    assert client.get(found["download"], headers={"Range": "bytes=0-1"}).status_code == 404


def test_a_partner_that_leaves_the_project_takes_its_people_along(world: World) -> None:
    Participation.objects.filter(partner=world.a).delete()
    assert world.client("member of A").get(addresses(world)["project"]).status_code == 404
    html = world.client("manager of C").get(addresses(world)["project"]).content.decode()
    assert "Ada of A" not in html


def test_an_unpublished_project_is_closed_to_its_consortium(world: World) -> None:
    world.project.unpublish()
    for url in addresses(world).values():
        assert world.client("manager of A").get(url).status_code == 404


def test_a_withdrawn_document_is_gone(world: World) -> None:
    world.client("manager of A").post(addresses(world)["withdraw"])
    client = world.client("manager of C")
    assert "Secret plan" not in client.get(addresses(world)["project"]).content.decode()
    assert client.get(addresses(world)["download"]).status_code == 404
    assert client.post(addresses(world)["version"], {"file": sent()}).status_code == 404


@pytest.mark.parametrize("language", content_languages())
@pytest.mark.parametrize("role", [*OUTSIDE, *NOT_SIGNED_IN])
def test_public_pages_tell_nothing_of_the_consortium(world: World, role: str, language: str) -> None:
    client = world.client(role)
    world.client("member of A").get(world.project.get_url_in(language))
    html = client.get(world.project.get_url_in(language)).content.decode()
    assert "Gearbox" in html
    assert [word for word in world.secrets if word in html] == []


def test_the_first_page_shows_each_their_own_projects(world: World) -> None:
    other = factories.project(title={"en": "Turbine"})
    factories.participation(other, world.b)
    seen = {
        role: re.findall(r">(Gearbox|Turbine)<", world.client(role).get("/en/space/").content.decode())
        for role in ("member of A", "member of B", "member of both")
    }
    assert {role: sorted(names) for role, names in seen.items()} == {
        "member of A": ["Gearbox"],
        "member of B": ["Turbine"],
        "member of both": ["Gearbox", "Turbine"],
    }


def test_disabled_people_are_not_shown_to_the_consortium(world: World) -> None:
    html = world.client("manager of C").get(addresses(world)["project"]).content.decode()
    assert "Dan" not in html
    assert "Max of A" in html


def _queries(client: Any, url: str) -> int:
    client.get(url)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_cost_does_not_grow(world: World) -> None:
    from cluster_portal.media.gate.kinds import KINDS
    from projects.consortium.uploading import Upload, add_document

    client = world.client("member of A")
    urls = ["/en/space/", addresses(world)["project"], address("calendar")]

    def grow(number: int) -> None:
        for n in range(number):
            project = factories.project()
            factories.participation(project, world.a)
            upload = Upload(sent(), KINDS["pdf"], world.people["manager of A"], world.a)
            for target in (project, world.project):
                add_document(target, upload, f"Paper {n}", "")
                factories.record(
                    ConsortiumDate, project=target, title={"en": "M"}, starts_at=world.meeting.starts_at
                )
            partner = factories.partner()
            factories.participation(world.project, partner)
            member(partner)
            factories.call(world.project)
            CalendarToken.objects.create(
                user=world.people["member of A"], project=project, secret_hash=f"{uuid.uuid4()}"
            )

    grow(2)
    before = [_queries(client, url) for url in urls]
    grow(6)
    assert [_queries(client, url) for url in urls] == before


@pytest.mark.parametrize("closed", ["unpublished", "below an unpublished page", "restricted"])
def test_partners_are_linked_only_where_their_page_can_be_read(world: World, closed: str) -> None:
    where = {"unpublished": world.a, "restricted": world.a}.get(closed, world.a.get_parent().specific)
    if closed == "restricted":
        PageViewRestriction.objects.create(page=where, restriction_type="password", password="x")
    else:
        where.unpublish()
    html = world.client("member of A").get(address("project", world.project.uuid)).content.decode()
    assert "Partner A" in html
    assert str(world.a.get_url_in("en")) not in html
