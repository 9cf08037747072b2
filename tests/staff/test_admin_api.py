"""The admin's API and what stands beside it: read by the explorer, and no way round the portal's screens."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cluster_portal.languages.codes import get_value
from cluster_portal.media.models import PortalDocument
from cluster_portal.pages.models import PortalPage
from cluster_portal.staff.groups import translators
from cluster_portal.strategy.models import ContentPage
from tests import factories
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]

FOUR = {"fr": "Engrenage", "en": "Gearing", "nl": "Tandwiel", "de": "Getriebe"}
PEOPLE: dict[str, list[str] | None] = {
    "superuser": [],
    "moderator": ["Moderators"],
    "editor": ["Editors"],
    "translator": [translators("nl")],
    "stranger": None,
}
PAGES = "/admin/api/main/pages/"


def browser(staff: Staff, person: str) -> Client:
    groups = PEOPLE[person]
    return Client() if groups is None else staff(*groups)


def everything() -> list[Any]:
    return list(PortalPage.objects.order_by("pk").values())


def test_wagtail_still_has_the_actions_that_are_closed() -> None:
    assert sorted(PagesAdminAPIViewSet.actions) == [
        "convert_alias",
        "copy",
        "copy_for_translation",
        "create_alias",
        "delete",
        "move",
        "publish",
        "revert_to_page_revision",
        "unpublish",
    ]


@pytest.mark.parametrize("person", PEOPLE)
def test_no_action_of_the_api_does_anything(staff: Staff, person: str) -> None:
    page = factories.plain_page(title=FOUR, languages=["fr"])
    first = page.latest_revision
    factories.edit(page, title={"nl": "Ontwerp"})
    alias = page.create_alias()
    client = browser(staff, person)
    before, revisions = everything(), page.revisions.count()
    for action in [*PagesAdminAPIViewSet.actions, "nothing"]:
        for target in (page, alias):
            for data in (
                {},
                {
                    "destination_page_id": factories.home().pk,
                    "revision_id": first.pk,
                    "locale": "fr",
                    "recursive": True,
                },
            ):
                for kind in ("application/json", "application/x-www-form-urlencoded"):
                    url = f"{PAGES}{target.pk}/action/{action}/"
                    body: Any = data if kind == "application/json" else "a=b"
                    response = client.post(url, body, content_type=kind)
                    assert response.status_code in (302, 403, 404, 405), (action, response.status_code)
            for method in ("put", "patch", "delete"):
                answer = getattr(client, method)(f"{PAGES}{target.pk}/", {}, content_type="application/json")
                assert answer.status_code in (302, 403, 404, 405)
    assert everything() == before
    assert page.revisions.count() == revisions


def test_the_explorer_reads_the_api(staff: Staff) -> None:
    parent = factories.plain_page(title={"fr": "Section"})
    page = factories.plain_page(parent, title=FOUR)
    for person in ("superuser", "moderator", "editor", "translator"):
        client = browser(staff, person)
        listed = client.get(f"{PAGES}?child_of={parent.pk}&for_explorer=1&fields=parent")
        assert listed.status_code == 200
        assert page.pk in [item["id"] for item in listed.json()["items"]]
        assert client.get(f"{PAGES}{page.pk}/").json()["admin_display_title"]
    assert Client().get(f"{PAGES}{page.pk}/").status_code == 302


def test_who_works_in_one_section_reads_no_other(staff: Staff) -> None:
    here, there = factories.plain_page(title={"fr": "Ici"}), factories.plain_page(title={"fr": "Ailleurs"})
    inside = factories.plain_page(here, title={"fr": "Dedans"})
    group = Group.objects.create(name="One section")
    for row in GroupPagePermission.objects.filter(group__name="Editors"):
        GroupPagePermission.objects.create(group=group, page=here, permission=row.permission)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    client = staff("One section")
    assert client.get(f"{PAGES}{inside.pk}/").status_code == 200
    assert client.get(f"{PAGES}{there.pk}/").status_code == 404
    listed = client.get(PAGES).json()["items"]
    shown = {item["id"] for item in listed}
    assert inside.pk in shown
    assert there.pk not in shown
    assert "Ailleurs" not in client.get(f"{PAGES}?search=Ailleurs").content.decode()
    for question in (f"child_of={there.pk}", f"descendant_of={there.pk}"):
        assert client.get(f"{PAGES}?{question}").status_code == 400


def test_files_of_other_collections_are_not_listed(staff: Staff) -> None:
    root = Collection.get_first_root_node()
    ours, theirs = root.add_child(name="Ours"), root.add_child(name="Theirs")
    shown = factories.record(PortalDocument, title={"fr": "Le nôtre"}, collection=ours, file="a.pdf")
    hidden = factories.record(PortalDocument, title={"fr": "Le leur"}, collection=theirs, file="b.pdf")
    group = Group.objects.create(name="Ours")
    for row in GroupCollectionPermission.objects.filter(group__name="Editors"):
        GroupCollectionPermission.objects.create(group=group, collection=ours, permission=row.permission)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    client = staff("Ours")
    url = "/admin/api/main/documents/"
    ids = [item["id"] for item in client.get(url).json()["items"]]
    assert shown.pk in ids
    assert hidden.pk not in ids
    assert client.get(f"{url}{hidden.pk}/").status_code == 404
    assert client.get("/admin/api/main/images/").status_code == 200


@pytest.mark.parametrize("address", ["/api/v3/pages/", "/api/v2/pages/", "/admin/api/v3/", "/api/main/"])
def test_no_other_api_of_wagtails_is_there(staff: Staff, address: str) -> None:
    assert staff().get(address).status_code == 404


# --- earlier versions --------------------------------------------------------------------------


def test_a_translator_brings_back_dutch_and_nothing_else(staff: Staff) -> None:
    page = factories.plain_page(title=FOUR, summary={"fr": "Un", "nl": "Een"})
    first = page.latest_revision
    factories.edit(page, summary={"fr": "Deux", "nl": "Twee"})
    client = staff(translators("nl"))
    url = reverse("staff_revert_languages", args=[page.pk, first.pk])
    assert client.post(url, {"languages": ["nl"]}).status_code == 302
    draft = ContentPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert get_value(draft, "summary", "nl") == "Een"
    assert get_value(draft, "summary", "fr") == "Deux"
    assert client.post(url, {"languages": ["fr"]}).status_code == 422
    draft = ContentPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert get_value(draft, "summary", "fr") == "Deux"


@pytest.mark.parametrize("person", ["moderator", "editor", "translator"])
def test_saving_an_earlier_version_keeps_what_is_not_theirs(staff: Staff, person: str) -> None:
    page = factories.plain_page(title=FOUR, summary={"fr": "Un", "nl": "Een"})
    first = page.latest_revision
    factories.edit(page, summary={"fr": "Deux", "nl": "Twee"})
    client = browser(staff, person)
    opened = client.get(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk]))
    assert opened.status_code == 200
    data = {**form_data(opened.context["form"]), "revision": first.pk}
    assert client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data).status_code == 302
    draft = ContentPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert get_value(draft, "summary", "nl") == "Een"
    assert get_value(draft, "summary", "fr") == ("Deux" if person == "translator" else "Un")


def test_a_version_of_another_page_is_not_found(staff: Staff) -> None:
    page, other = factories.plain_page(title=FOUR), factories.plain_page(title={"fr": "Autre"})
    client = staff()
    revision = other.latest_revision_id
    for name in ("revisions_revert", "revisions_view", "revisions_unschedule"):
        url = reverse(f"wagtailadmin_pages:{name}", args=[page.pk, revision])
        assert client.get(url).status_code == 404
        assert client.post(url).status_code in (404, 405)
    assert client.get(reverse("staff_revert_languages", args=[page.pk, revision])).status_code == 404


def test_versions_of_a_page_that_was_never_public_are_shown_and_compared(staff: Staff) -> None:
    page = factories.draft(ContentPage, factories.home(), title={"nl": "Alleen Nederlands"})
    first = page.latest_revision_id
    factories.edit(page, summary={"nl": "Een"})
    last = ContentPage.objects.get(pk=page.pk).latest_revision_id
    for language in ("fr", "nl"):
        client = staff(language=language)
        for name, args in (
            ("revisions_view", [first]),
            ("revisions_revert", [first]),
            ("revisions_compare", [first, last]),
            ("revisions_compare", ["live", last]),
            ("revisions_compare", ["earliest", "latest"]),
        ):
            url = reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *args])
            assert client.get(url).status_code in (200, 302), (name, args)


@pytest.mark.parametrize("person", ["editor", "translator", "stranger"])
def test_order_and_schedules_are_for_who_publishes(staff: Staff, person: str) -> None:
    page, other = factories.plain_page(title=FOUR), factories.plain_page(title={"fr": "Autre"})
    order = [found.pk for found in page.get_parent().get_children()]
    client = browser(staff, person)
    url = reverse("wagtailadmin_pages:set_page_position", args=[other.pk])
    assert client.post(url + "?position=0").status_code in (302, 403)
    url = reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, page.latest_revision_id])
    assert client.post(url).status_code in (302, 403)
    assert [found.pk for found in page.get_parent().get_children()] == order
    moderator = staff("Moderators")
    url = reverse("wagtailadmin_pages:set_page_position", args=[other.pk])
    for position in ("0", "", "x", "-1", "999"):
        assert moderator.post(f"{url}?position={position}").status_code in (200, 302, 400)
