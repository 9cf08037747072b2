"""How a private file is given out: headers, parts, names; and what stays closed."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from cluster_portal.media.models import PortalDocument
from cluster_portal.private.ranges import UnsatisfiableRangeError, byte_range
from cluster_portal.private.storage import private_storage
from projects.models import ProjectResult
from tests import factories
from tests.consortium.conftest import INSIDE, NOT_SIGNED_IN, OUTSIDE, PDF, World
from tests.consortium.test_access import addresses, body

pytestmark = pytest.mark.django_db

KEPT_BY_NOBODY = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


def get(world: World, role: str = "member of A", method: str = "get", **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(world.client(role), method)(addresses(world)["download"], headers=named)


def is_private(answer: Any) -> bool:
    return {name: answer.headers.get(name) for name in KEPT_BY_NOBODY} == KEPT_BY_NOBODY


def test_a_whole_file(world: World) -> None:
    answer = get(world)
    assert (answer.status_code, body(answer)) == (200, PDF)
    assert is_private(answer)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Length"] == str(len(PDF))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_only_the_head(world: World) -> None:
    answer = get(world, method="head", Range="bytes=0-9")
    assert (answer.status_code, body(answer)) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(PDF))
    assert is_private(answer)


@pytest.mark.parametrize(
    ("asked", "part", "told"),
    [
        ("bytes=0-9", PDF[:10], f"bytes 0-9/{len(PDF)}"),
        ("bytes=10-", PDF[10:], f"bytes 10-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=-5", PDF[-5:], f"bytes {len(PDF) - 5}-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=5-99999999", PDF[5:], f"bytes 5-{len(PDF) - 1}/{len(PDF)}"),
    ],
)
def test_a_part(world: World, asked: str, part: bytes, told: str) -> None:
    answer = get(world, Range=asked, Accept_Encoding="gzip")
    assert (answer.status_code, body(answer)) == (206, part)
    assert answer.headers["Content-Range"] == told
    assert answer.headers["Content-Length"] == str(len(part))
    assert "Content-Encoding" not in answer.headers
    assert is_private(answer)


@pytest.mark.parametrize("asked", ["bytes=1-2,4-5", "lines=1-2", "bytes=9-2", "bytes=-", "bytes=x-1"])
def test_what_is_no_single_range_gets_the_whole(world: World, asked: str) -> None:
    answer = get(world, Range=asked)
    assert (answer.status_code, body(answer)) == (200, PDF)


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_part_outside_of_the_file(world: World, asked: str) -> None:
    answer = get(world, Range=asked)
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(PDF)}"
    assert body(answer) == b""
    assert is_private(answer)


def test_a_part_of_another_version_is_the_whole(world: World) -> None:
    etag = get(world).headers["ETag"]
    assert get(world, Range="bytes=0-1", If_Range=etag).status_code == 206
    assert get(world, Range="bytes=0-1", If_Range='"other"').status_code == 200


def test_what_the_browser_has_is_not_sent_again(world: World) -> None:
    etag = get(world).headers["ETag"]
    for known in (etag, f"W/{etag}", "*", f'"other", {etag}'):
        answer = get(world, If_None_Match=known)
        assert (answer.status_code, answer.content) == (304, b"")
        assert is_private(answer)
    assert get(world, If_None_Match='"other"').status_code == 200


@pytest.mark.parametrize("role", OUTSIDE)
@pytest.mark.parametrize(
    "header", [{}, {"If_None_Match": "*"}, {"Range": "bytes=0-1"}, {"Range": "bytes=999999-"}]
)
def test_no_header_opens_the_way(world: World, role: str, header: dict[str, str]) -> None:
    answer = get(world, role, **header)
    assert answer.status_code == 404
    assert is_private(answer)
    assert "ETag" not in answer.headers
    assert "Content-Range" not in answer.headers


def test_a_name_in_another_script(world: World) -> None:
    type(world.version).objects.update(name="Plan – “été”.pdf")
    assert get(world).headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''Plan%20%E2%80%93%20%E2%80%9C%C3%A9t%C3%A9%E2%80%9D.pdf"
    )


def test_the_web_server_gives_it_out_where_it_is_set_up(world: World, settings: Any) -> None:
    settings.PRIVATE_FILES_ACCEL = "/private-files/"
    answer = get(world)
    assert answer.headers["X-Accel-Redirect"] == f"/private-files/{world.version.file.name}"
    assert body(answer) == b""
    assert is_private(answer)
    assert "X-Accel-Redirect" not in get(world, "member of B").headers


def test_a_file_that_is_missing_is_not_found(world: World) -> None:
    Path(world.version.file.path).unlink()
    assert get(world).status_code == 404


def test_private_files_have_no_public_address(world: World) -> None:
    assert "plan" not in world.version.file.name
    with pytest.raises(NotImplementedError):
        _ = world.version.file.url
    public = Path(portal_settings.MEDIA_ROOT).resolve()
    kept = Path(portal_settings.STORAGES["private"]["OPTIONS"]["location"]).resolve()
    assert public not in kept.parents
    for path in (f"/media/{world.version.file.name}", f"/media/../private/{world.version.file.name}"):
        assert world.client("staff").get(path).status_code == 404


@pytest.mark.parametrize(
    ("header", "size", "found"),
    [("bytes=0-0", 1, (0, 0)), ("bytes=-9", 3, (0, 2)), ("BYTES=1-", 3, (1, 2)), ("", 3, None)],
)
def test_ranges_at_their_edges(header: str, size: int, found: tuple[int, int] | None) -> None:
    part = byte_range(header, size)
    assert (part and (part.first, part.last)) == found


def test_an_empty_file_has_no_parts() -> None:
    with pytest.raises(UnsatisfiableRangeError):
        byte_range("bytes=0-", 0)


# --- Wagtail's documents ------------------------------------------------------------------------


@pytest.fixture
def result(world: World) -> ProjectResult:
    """Return a deliverable for the consortium, with a file."""
    document = PortalDocument(title="Plan")
    document.file.save("deliverable.txt", ContentFile(b"0123456789"))
    return factories.record(
        ProjectResult,
        project=world.project,
        title={"en": "D1.1"},
        document=document,
        dissemination="consortium",
    )


@pytest.mark.parametrize("role", INSIDE)
def test_the_consortium_has_its_deliverables(world: World, result: ProjectResult, role: str) -> None:
    client, url = world.client(role), result.target
    assert f'href="{url}"' in client.get(addresses(world)["project"]).content.decode()
    answer = client.get(url)
    assert body(answer) == b"0123456789"
    assert is_private(answer)
    part = client.get(url, headers={"Range": "bytes=2-3"})
    assert (part.status_code, body(part)) == (206, b"23")
    known = client.get(url, headers={"If-None-Match": answer.headers["ETag"]})
    assert known.status_code == 304
    assert is_private(known)


@pytest.mark.parametrize("role", [*OUTSIDE, *NOT_SIGNED_IN])
def test_nobody_else_has_them(world: World, result: ProjectResult, role: str) -> None:
    world.client("member of A").get(result.target)
    for headers in ({}, {"If-None-Match": "*"}, {"Range": "bytes=0-1"}):
        answer = world.client(role).get(result.target, headers=headers)
        assert answer.status_code == 404
        assert is_private(answer)


def test_a_restricted_collection_closes_them_to_the_consortium_too(
    world: World, result: ProjectResult
) -> None:
    assert result.document is not None
    result.document.collection = private_collection("groups")
    result.document.save()
    assert world.client("member of A").get(result.target).status_code != 200
    assert world.client("staff").get(result.target).status_code == 200


def private_collection(kind: str) -> Collection:
    """Return a collection below one that is restricted."""
    above = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=above, restriction_type=kind, password="words")
    return Collection.objects.get(pk=above.pk).add_child(name="Below")


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_documents_of_restricted_collections_stay_in_no_cache(world: World, kind: str) -> None:
    document = PortalDocument(title="Plan", collection=private_collection(kind))
    document.file.save("restricted.txt", ContentFile(b"restricted words"))
    for headers in ({}, {"If-None-Match": f'"{document.get_file_hash()}"'}):
        refused = Client().get(document.url, headers=headers)
        assert refused.status_code in (200, 302)
        assert b"restricted words" not in body(refused)
        assert is_private(refused)
    if kind != "password":
        given = world.client("staff").get(document.url)
        assert body(given) == b"restricted words"
        assert is_private(given)


def test_documents_and_originals_are_not_reached_through_the_media_address(world: World, result: Any) -> None:
    path = Path(portal_settings.MEDIA_ROOT) / result.document.file.name
    assert path.exists()
    (path.parent.parent / "images").mkdir(exist_ok=True)
    (path.parent.parent / "images" / "shown.txt").write_text("shown")
    reader = world.client("anonymous")
    assert body(reader.get("/media/images/shown.txt")) == b"shown"
    name = path.name
    for way in (
        f"documents/{name}",
        f"./documents/{name}",
        f"images/../documents/{name}",
        f"DOCUMENTS/{name}",
        f"/documents/{name}",
        f"original_images/{name}",
    ):
        assert reader.get(f"/media/{way}").status_code == 404, way


def test_files_go_with_their_records(world: World, django_capture_on_commit_callbacks: Any) -> None:
    name = world.version.file.name
    with django_capture_on_commit_callbacks(execute=True):
        world.version.document.delete()
    assert not private_storage().exists(name)
