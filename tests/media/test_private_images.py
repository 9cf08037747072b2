"""Resized copies of images in restricted collections."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from cluster_portal.media.apart import put_renditions_in_their_place
from cluster_portal.media.models import PortalImage
from cluster_portal.media.renditions import rendition
from tests import factories
from tests.consortium.test_access import body
from tests.consortium.test_delivery import is_private, private_collection

pytestmark = pytest.mark.django_db


def picture(**fields: Any) -> PortalImage:
    written = BytesIO()
    Image.new("RGB", (40, 40), "navy").save(written, "PNG")
    return PortalImage.objects.create(title="x", file=ImageFile(written, "secret.png"), **fields)


def address(image: PortalImage) -> str:
    fresh = PortalImage.objects.get(pk=image.pk)
    found = rendition(fresh, "max-20x20")
    assert found is not None
    return found["url"]


def signed_in(**fields: Any) -> Client:
    client = Client()
    client.force_login(factories.user(**fields))
    return client


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_copies_of_private_images_are_asked_for(kind: str) -> None:
    url = address(picture(collection=private_collection(kind)))
    assert url.startswith("/media/private_images/")
    staff = signed_in(is_superuser=True).get(url)
    assert staff.status_code == 200
    assert is_private(staff)
    assert staff.headers["Content-Type"] == "image/png"
    for headers in ({}, {"If-None-Match": staff.headers["ETag"]}, {"Range": "bytes=0-1"}):
        refused = Client().get(url, headers=headers)
        assert refused.status_code == 404
        assert is_private(refused)
    assert signed_in().get(url).status_code == (200 if kind == "login" else 404)


def test_copies_of_public_images_are_public() -> None:
    url = address(picture())
    assert url.startswith("/media/images/")
    assert Client().get(url).status_code == 200


def test_a_restriction_takes_the_public_copies_away(django_capture_on_commit_callbacks: Any) -> None:
    above = Collection.get_first_root_node().add_child(name="Above")
    below = above.add_child(name="Below")
    image = picture(collection=below)
    public = address(image)
    assert Client().get(public).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        restriction = CollectionViewRestriction.objects.create(collection=above, restriction_type="login")
    assert Client().get(public).status_code == 404
    private = address(image)
    assert private.startswith("/media/private_images/")
    assert Client().get(private).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        restriction.delete()
    assert address(image).startswith("/media/images/")


def test_the_worker_finds_images_that_were_moved_without_a_word(
    django_capture_on_commit_callbacks: Any,
) -> None:
    image = picture()
    public = address(image)
    PortalImage.objects.filter(pk=image.pk).update(collection=private_collection("login"))
    with django_capture_on_commit_callbacks(execute=True):
        assert put_renditions_in_their_place() == 1
    assert put_renditions_in_their_place() == 0
    assert Client().get(public).status_code == 404
    assert address(image).startswith("/media/private_images/")


def test_only_known_copies_are_given_out() -> None:
    url = address(picture(collection=private_collection("login")))
    staff = signed_in(is_superuser=True)
    name = Path(url).name
    assert body(staff.get(url))
    for way in (
        f"private_images/../private_images/{name}",
        "private_images/other.png",
        f"PRIVATE_IMAGES/{name}",
    ):
        assert Client().get(f"/media/{way}").status_code == 404
    assert staff.get("/media/private_images/other.png").status_code == 404
