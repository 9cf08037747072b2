"""Nobody opens a closed file by moving it: form, several at once, uploads, the collection itself."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission

from cluster_portal.languages.codes import column
from cluster_portal.media.models import PortalDocument, PortalImage
from cluster_portal.staff.groups import EDITORS, ensure_groups
from tests import factories
from tests.staff.test_files import picture

pytestmark = pytest.mark.django_db


class Files:
    """A closed collection with a document and a picture in it, an open one, and an editor."""

    def __init__(self) -> None:
        ensure_groups()
        root = Collection.get_first_root_node()
        self.above = root.add_child(name="Above")
        self.closed = self.above.add_child(name="Closed")
        self.open = Collection.get_first_root_node().add_child(name="Open")
        self.restriction = CollectionViewRestriction.objects.create(
            collection=self.above, restriction_type="login"
        )
        self.document = factories.record(
            PortalDocument, title="D", collection=self.closed, file=ContentFile(b"x", name="d.txt")
        )
        self.image = factories.record(
            PortalImage,
            title="I",
            collection=self.closed,
            is_decorative=True,
            file=ImageFile(picture().file, "i.png"),
        )
        self.editors = Group.objects.get(name=EDITORS)

    def editor(self) -> Client:
        person = factories.user()
        person.groups.add(self.editors)
        client = Client()
        client.force_login(person)
        return client

    def let_editors(self, collection: Collection, *actions: str) -> None:
        for action in actions:
            permission = Permission.objects.get(codename=f"{action}_collection")
            GroupCollectionPermission.objects.create(
                group=self.editors, collection=collection, permission=permission
            )

    def file(self, kind: str) -> Any:
        return self.document if kind == "documents" else self.image

    def place(self, kind: str) -> str:
        found = self.file(kind)
        return str(type(found).objects.get(pk=found.pk).collection.name)


@pytest.fixture
def files() -> Files:
    return Files()


KINDS = pytest.mark.parametrize("kind", ["documents", "images"])


def edit(files: Files, client: Client, kind: str, to: Collection) -> Any:
    app = "wagtaildocs" if kind == "documents" else "wagtailimages"
    data = {column("title", "fr"): "T", "is_decorative": "on", "collection": to.pk, "tags": ""}
    return client.post(reverse(f"{app}:edit", args=[files.file(kind).pk]), data)


def edit_among_many(files: Files, client: Client, kind: str, to: Collection) -> Any:
    app, prefix = ("wagtaildocs", "doc") if kind == "documents" else ("wagtailimages", "image")
    key = files.file(kind).pk
    data = {column("title", "fr"): "T", "is_decorative": "on", "collection": to.pk, "tags": ""}
    named = {f"{prefix}-{key}-{name}": value for name, value in data.items()}
    return client.post(reverse(f"{app}:edit_multiple", args=[key]), named)


def move_many(files: Files, client: Client, kind: str, to: Collection) -> Any:
    model = "portaldocument" if kind == "documents" else "portalimage"
    url = reverse("wagtail_bulk_action", args=["media", model, "add_to_collection"])
    return client.post(f"{url}?id={files.file(kind).pk}", {"collection": to.pk})


def move_all(files: Files, client: Client, kind: str, to: Collection) -> Any:
    model = "portaldocument" if kind == "documents" else "portalimage"
    url = reverse("wagtail_bulk_action", args=["media", model, "add_to_collection"])
    return client.post(f"{url}?id=all&childOf={files.closed.pk}", {"collection": to.pk})


WAYS = pytest.mark.parametrize("way", [edit, edit_among_many, move_many, move_all])


@KINDS
@WAYS
def test_an_editor_cannot_move_a_closed_file_to_an_open_collection(files: Files, kind: str, way: Any) -> None:
    answer = way(files, files.editor(), kind, files.open)
    assert files.place(kind) == "Closed"
    told = answer.json()["form"] if way is edit_among_many else answer.content.decode()
    assert "“Closed” is closed by its privacy settings" in told.replace("&quot;", '"')
    assert "“Above”" in told


@KINDS
@WAYS
def test_whoever_may_change_privacy_may_move(files: Files, kind: str, way: Any) -> None:
    files.let_editors(files.above, "change")
    way(files, files.editor(), kind, files.open)
    assert files.place(kind) == "Open"


@KINDS
@WAYS
@pytest.mark.parametrize(("restriction", "moves"), [("login", True), ("groups", True), ("password", False)])
def test_a_collection_closed_as_well_is_fine(
    files: Files, kind: str, way: Any, restriction: str, moves: bool
) -> None:
    CollectionViewRestriction.objects.create(
        collection=files.open, restriction_type=restriction, password="x"
    )
    way(files, files.editor(), kind, files.open)
    assert files.place(kind) == ("Open" if moves else "Closed")


@KINDS
@WAYS
def test_open_files_move_freely(files: Files, kind: str, way: Any) -> None:
    files.restriction.delete()
    way(files, files.editor(), kind, files.open)
    assert files.place(kind) == "Open"


def test_the_right_on_the_closed_collection_alone_does_not_open_what_is_closed_above(files: Files) -> None:
    files.let_editors(files.closed, "change")
    edit(files, files.editor(), "documents", files.open)
    assert files.place("documents") == "Closed"


def move_collection(files: Files, collection: Collection, parent: Collection) -> Any:
    url = reverse("wagtailadmin_collections:edit", args=[collection.pk])
    return files.editor().post(url, {"name": collection.name, "parent": parent.pk})


def test_a_collection_leaves_a_closed_one_only_by_who_may_open_that(files: Files) -> None:
    inner = Collection.objects.get(pk=files.closed.pk).add_child(name="Inner")
    files.let_editors(files.closed, "change", "add")
    files.let_editors(files.open, "add")
    answer = move_collection(files, inner, files.open)
    assert "closed by its privacy settings" in answer.content.decode()
    assert Collection.objects.get(pk=inner.pk).get_parent().name == "Closed"
    files.let_editors(files.above, "change")
    assert move_collection(files, inner, files.open).status_code == 302
    assert Collection.objects.get(pk=inner.pk).get_parent().name == "Open"


def test_a_collection_with_something_in_it_is_not_deleted(files: Files) -> None:
    files.let_editors(files.above, "delete")
    client = files.editor()
    for collection in (files.above, files.closed):
        url = reverse("wagtailadmin_collections:delete", args=[collection.pk])
        assert client.post(url).status_code in (403, 404)
    assert Collection.objects.filter(pk=files.closed.pk).exists()


def test_privacy_itself_is_refused_to_editors(files: Files) -> None:
    url = reverse("wagtailadmin_collections:set_privacy", args=[files.above.pk])
    assert files.editor().post(url, {"restriction_type": "none"}).status_code == 302
    assert CollectionViewRestriction.objects.count() == 1


def test_the_chooser_puts_a_file_where_the_editor_says(files: Files) -> None:
    sent = SimpleUploadedFile("new.pdf", b"%PDF-1.4", "application/pdf")
    data = {
        f"document-chooser-upload-{column('title', 'fr')}": "T",
        "document-chooser-upload-collection": files.closed.pk,
        "document-chooser-upload-file": sent,
    }
    files.editor().post(reverse("wagtaildocs_chooser:create"), data)
    new = PortalDocument.objects.latest("pk")
    assert new.collection == files.closed
    assert Client().get(new.url).status_code == 302
