"""Pictures follow the pages that name them: their copies lie apart as long as no open page shows them."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, PageViewRestriction

from cluster_portal.identity.models import PortalSettings
from cluster_portal.media.apart import put_renditions_in_their_place
from cluster_portal.media.models import PortalImage
from cluster_portal.media.renditions import rendition
from cluster_portal.pages.models import PortalPage
from tests import factories
from tests.media.test_files_follow_pages import block, close, document, got, signed_in
from tests.staff.test_files import picture

pytestmark = pytest.mark.django_db


def image() -> PortalImage:
    return factories.record(PortalImage, title="Logo", file=ImageFile(picture().file, "logo.png"))


def address(found: PortalImage) -> str:
    made = rendition(PortalImage.objects.get(pk=found.pk), "max-4x4")
    assert made is not None
    return str(made["url"])


def in_body(found: PortalImage) -> PortalPage:
    return factories.plain_page(body={"fr": [{"type": "image", "value": {"image": found.pk, "caption": ""}}]})


def as_logo(found: PortalImage) -> PortalPage:
    return factories.partner(logo=found)


WAYS = pytest.mark.parametrize("name", [in_body, as_logo])


@WAYS
@pytest.mark.parametrize("kind", ["login", "password"])
def test_pictures_of_closed_pages_are_closed(
    name: Any, kind: str, django_capture_on_commit_callbacks: Any
) -> None:
    found = image()
    page = name(found)
    public = address(found)
    assert public.startswith("/media/images/")
    assert Client().get(public).status_code == 200
    # The files go when the change is certain.
    with django_capture_on_commit_callbacks(execute=True):
        restriction = close(page, kind, password="word")
    assert Client().get(public).status_code == 404
    private = address(found)
    assert private.startswith("/media/private_images/")
    visitor = Client()
    assert visitor.get(private).status_code == 404
    assert signed_in().get(private).status_code == (200 if kind == "login" else 404)
    assert signed_in(is_superuser=True).get(private).status_code == 200
    if kind == "password":
        url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
        visitor.post(url, {"password": "word", "return_url": page.get_url()})
        assert visitor.get(private).status_code == 200
    restriction.delete()
    assert address(found).startswith("/media/images/")


@WAYS
def test_pictures_of_withdrawn_and_moved_pages_are_closed(name: Any) -> None:
    found = image()
    page = name(found)
    address(found)
    type(page).objects.get(pk=page.pk).unpublish()
    private = address(found)
    assert private.startswith("/media/private_images/")
    assert Client().get(private).status_code == 404
    factories.publish(type(page).objects.get(pk=page.pk))
    assert Client().get(address(found)).status_code == 200
    if name is as_logo:
        return
    closed = factories.plain_page()
    close(closed, "login")
    PortalPage.objects.get(pk=page.pk).move(PortalPage.objects.get(pk=closed.pk), pos="last-child")
    assert Client().get(address(found)).status_code == 404


def test_files_of_a_page_that_is_moved_stay_open(django_capture_on_commit_callbacks: Any) -> None:
    found, file = image(), document()
    page = factories.plain_page(
        body={"fr": [{"type": "image", "value": {"image": found.pk, "caption": ""}}, *block(file)]}
    )
    factories.plain_page()
    place = factories.plain_page()
    public, client = address(found), signed_in(is_superuser=True)
    position = reverse("wagtailadmin_pages:set_page_position", args=[page.pk])
    for way in (
        f"{position}?position=1",
        reverse("wagtailadmin_pages:move_confirm", args=[page.pk, place.pk]),
    ):
        before = PortalPage.objects.get(pk=page.pk).path
        with django_capture_on_commit_callbacks(execute=True):
            client.post(way)
        assert PortalPage.objects.get(pk=page.pk).path != before
        assert Client().get(public).status_code == 200
        assert got(Client(), file) == 200
    factories.publish_edit(page, body={"fr": []})
    assert got(Client(), file) == 404


def test_only_staff_who_work_with_a_closed_picture_see_it() -> None:
    found = image()
    page = in_body(found)
    close(page, "groups")
    private = address(found)
    elsewhere = factories.plain_page()
    folder = Collection.get_first_root_node().add_child(name="Elsewhere")

    def sees(page: PortalPage, collection: Collection) -> int:
        group = Group.objects.create(name=f"{page.pk} {collection.pk}")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        change = Permission.objects.get(codename="change_portalpage")
        GroupPagePermission.objects.create(group=group, page=page, permission=change)
        choose = Permission.objects.get(codename="choose_image", content_type__app_label="wagtailimages")
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=choose)
        return int(signed_in(group).get(private).status_code)

    assert sees(elsewhere, folder) == 404
    assert sees(page, folder) == 200
    assert sees(elsewhere, found.collection) == 200


def test_pictures_of_drafts_are_closed() -> None:
    found, later = image(), image()
    factories.draft(type(as_logo(image())), factories.partner_index(), logo=found)
    factories.edit(as_logo(image()), logo=later)
    for one in (found, later):
        assert Client().get(address(one)).status_code == 404


def test_the_logo_of_the_portal_is_open_whatever_pages_do() -> None:
    found = image()
    close(in_body(found), "login")
    assert address(found).startswith("/media/private_images/")
    settings = PortalSettings.the_record()
    settings.logo = found
    settings.save()
    put_renditions_in_their_place()
    assert Client().get(address(found)).status_code == 200
    assert PageViewRestriction.objects.exists()
