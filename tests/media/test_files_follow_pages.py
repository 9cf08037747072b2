"""Documents follow the pages that name them: results, documents of calls, bodies, rich texts; in every language."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Collection, PageViewRestriction

from cluster_portal.languages.codes import column, content_languages
from cluster_portal.media.models import PortalDocument
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import unpublish_languages
from partners.memberships.models import Membership, Role
from projects.calls.models import CallDocument
from projects.consortium.models import ConsortiumPage
from projects.models import ProjectResult
from tests import factories

pytestmark = pytest.mark.django_db
WORD = "zq-secret-qz"


def document(collection: Collection | None = None) -> PortalDocument:
    return factories.record(
        PortalDocument,
        title=factories.in_all_languages("Report"),
        collection=collection or Collection.get_first_root_node(),
        file=ContentFile(WORD.encode(), name="report.txt"),
    )


def block(found: PortalDocument) -> list[dict[str, Any]]:
    return [{"type": "document", "value": found.pk}]


def rich_text(found: PortalDocument) -> str:
    return f'<p><a linktype="document" id="{found.pk}">Report</a></p>'


def close(page: PortalPage, kind: str, **fields: Any) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)


def got(client: Client, found: PortalDocument, method: str = "get") -> int:
    answer = getattr(client, method)(found.url)
    assert (answer.status_code == 200) == (WORD.encode() in b"".join(answer)) or method == "head"
    return int(answer.status_code)


def signed_in(*groups: Any, **fields: Any) -> Client:
    person = factories.user(**fields)
    person.groups.set(groups)
    client = Client()
    client.force_login(person)
    return client


def named_by_result(found: PortalDocument) -> PortalPage:
    project = factories.project()
    public = ProjectResult.Dissemination.PUBLIC
    factories.record(ProjectResult, project=project, title="R", document=found, dissemination=public)
    return project


def named_by_call(found: PortalDocument) -> PortalPage:
    call = factories.call()
    CallDocument.objects.create(call=call, document=found)
    return call


def named_by_body(found: PortalDocument) -> PortalPage:
    return factories.plain_page(body={"fr": block(found)})


def named_in_text(found: PortalDocument) -> PortalPage:
    return factories.plain_page(body={"de": [{"type": "paragraph", "value": rich_text(found)}]})


def named_in_field(found: PortalDocument) -> PortalPage:
    return factories.project(objective={"nl": rich_text(found)})


WAYS = [named_by_result, named_by_call, named_by_body, named_in_text, named_in_field]


@pytest.mark.parametrize(
    ("name", "kind", "above"),
    [
        *(
            (name, kind, False)
            for name in (named_by_result, named_by_body)
            for kind in ("login", "groups", "password")
        ),
        *((name, "login", True) for name in WAYS),
    ],
)
def test_files_of_closed_pages_are_closed(name: Any, kind: str, above: bool) -> None:
    found = document()
    page = name(found)
    visitor = Client()
    assert got(visitor, found) == 200
    close(page.get_parent() if above else page, kind, password="word" if kind == "password" else "")
    for method in ("get", "head"):
        assert got(visitor, found, method) in (302, 404)
    assert visitor.get(found.url).headers["Cache-Control"] == "private, no-store"
    assert got(signed_in(), found) == (200 if kind == "login" else 404)
    assert got(signed_in(is_superuser=True), found) == 200


@pytest.mark.parametrize("name", [named_by_result, named_by_body])
def test_a_member_of_the_group_has_the_file(name: Any) -> None:
    found, group = document(), Group.objects.create(name="Readers")
    close(name(found), "groups").groups.add(group)
    assert got(signed_in(group), found) == 200
    assert got(signed_in(), found) == 404


@pytest.mark.parametrize("name", [named_by_result, named_by_body])
def test_the_password_of_the_page_opens_its_files(name: Any) -> None:
    found = document()
    page = name(found)
    restriction = close(page, "password", password="word")
    visitor = Client()
    assert got(visitor, found) == 404
    url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    visitor.post(url, {"password": "word", "return_url": page.get_url()})
    assert got(visitor, found) == 200
    close(page.get_parent(), "login")
    assert got(visitor, found) == 302
    assert got(Client(), found) == 302


@pytest.mark.parametrize("name", WAYS)
def test_files_of_withdrawn_and_deleted_pages_are_closed(name: Any) -> None:
    found = document()
    page = name(found)
    page.unpublish()
    assert got(Client(), found) == 404
    factories.publish(type(page).objects.get(pk=page.pk))
    assert got(Client(), found) == 200
    PortalPage.objects.get(pk=page.pk).delete()
    if name in (named_by_result, named_by_call):
        return
    assert got(Client(), found) == 404


def test_nobody_is_asked_to_sign_in_for_what_signing_in_does_not_open() -> None:
    found = document()
    page = factories.project(objective={"nl": rich_text(found)})
    close(page, "login")
    assert got(Client(), found) == 302
    type(page.get_parent().specific).objects.get().unpublish()
    assert got(Client(), found) == got(signed_in(), found) == 404


def test_files_of_drafts_are_closed() -> None:
    never = document()
    factories.draft(factories.ContentPage, factories.home(), body={"fr": block(never)})
    page = factories.plain_page()
    later = document()
    factories.edit(page, body={"fr": block(later)})
    for found in (never, later):
        assert got(Client(), found) == 404
        assert got(signed_in(), found) == 404
        assert got(signed_in(is_superuser=True), found) == 200
    factories.publish_edit(page)
    assert got(Client(), later) == 200


def test_a_file_left_out_of_a_closed_page_stays_closed() -> None:
    found = document()
    page = named_by_body(found)
    close(page, "login")
    factories.publish_edit(page, body={"fr": []})
    assert got(Client(), found) in (302, 404)


@pytest.mark.parametrize("language", content_languages())
def test_files_of_a_language_that_is_not_published_are_closed(language: str) -> None:
    found = document()
    page = factories.plain_page(body={language: block(found)})
    assert got(Client(), found) == 200
    unpublish_languages(page, [language])
    assert got(Client(), found) == 404


def test_one_open_page_is_enough_and_an_unnamed_file_is_as_its_collection_says() -> None:
    found = document()
    close(named_by_body(found), "login")
    assert got(Client(), found) in (302, 404)
    named_in_field(found)
    assert got(Client(), found) == 200
    assert got(Client(), document()) == 200


def test_an_alias_of_a_closed_page_opens_nothing() -> None:
    found = document()
    page = named_by_body(found)
    close(page, "login")
    page.create_alias(parent=factories.strategy())
    assert got(Client(), found) in (302, 404)


def test_the_cost_does_not_grow_with_the_pages() -> None:
    found = document()
    for _n in range(5):
        close(named_by_body(found), "password", password="x")
    with CaptureQueriesContext(connection) as few:
        got(Client(), found)
    for _n in range(10):
        close(named_by_body(found), "password", password="x")
    with CaptureQueriesContext(connection) as many:
        got(Client(), found)
    assert len(many) == len(few)


def test_consortium_results_stay_closed_on_an_open_page() -> None:
    found = document()
    factories.record(ProjectResult, project=factories.project(), title="R", document=found)
    assert got(Client(), found) == 404


def test_former_addresses_lead_to_the_present_file_for_whoever_may_have_it() -> None:
    found = document()
    page = named_by_body(found)
    former = found.url
    staff = signed_in(is_superuser=True)
    for name in ("second.txt", "third.txt"):
        data = {
            column("title", "fr"): "T",
            "tags": "",
            "file": SimpleUploadedFile(name, WORD.encode(), "text/plain"),
        }
        assert staff.post(reverse("wagtaildocs:edit", args=[found.pk]), data).status_code == 302
        found = PortalDocument.objects.get(pk=found.pk)
        assert Client().get(former).url == found.url
        assert Client().get(f"{former}?a=b").url == f"{found.url}?a=b"
    assert got(Client(), found) == 200
    assert Client().get(found.url.replace("third", "other")).status_code == 404
    close(page, "groups")
    assert signed_in().get(former).status_code == 404
    assert Client().get(former).status_code in (302, 404)
    assert found.filename not in Client().get(former).headers.get("Location", "")
    assert staff.get(former).url == found.url


def test_files_of_pages_of_a_consortium_are_its_own() -> None:
    found = document()
    project, partner = factories.project(), factories.partner()
    factories.participation(project, partner)
    factories.record(ConsortiumPage, project=project, title="P", body={"en": rich_text(found)}, is_shown=True)
    assert got(Client(), found) == 404
    assert got(signed_in(), found) == 404
    person = factories.user()
    Membership.objects.create(user=person, partner=partner, role=Role.MEMBER)
    client = Client()
    client.force_login(person)
    assert got(client, found) == 200
