"""Uploaded files: pictures only, kept apart from what is public, and no longer than their proposal."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cluster_portal.media.models import PortalImage
from partners.proposals.models import ChangeProposal
from tests.media.conftest import files_in, folder, full_disk
from tests.media.pictures import HEIC
from tests.proposals.people import fields_of, picture

__all__ = ["folder", "full_disk"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(partner):
    return f"/en/space/partner/{partner.uuid}/"


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("logo.png", b"no picture at all", content_type="image/png"),
        SimpleUploadedFile(
            "logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/png"
        ),
        SimpleUploadedFile(
            "logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml"
        ),
        SimpleUploadedFile("logo.png", b"<html><script>alert(1)</script>", content_type="image/png"),
        SimpleUploadedFile("logo.png", picture().read()[:60], content_type="image/png"),
        SimpleUploadedFile("logo.png", b"\x89PNG\r\n" + b"x" * (30 * 1024 * 1024), content_type="image/png"),
        picture("GIF", "logo.png"),
        picture("BMP", "logo.png"),
    ],
    ids=["words", "svg as png", "svg", "html", "cut short", "too large", "gif as png", "bmp as png"],
)
def test_an_upload_that_is_no_picture_is_refused(manager, address, file, tmp_path):
    answer = manager.send(address, logo=file, acronym="ALF")
    assert answer.status_code == 422
    assert 'id="id_logo_error"' in answer.content.decode()
    assert fields_of(answer.content, "seen")["acronym"] == "ALF"
    assert not ChangeProposal.objects.exists()
    assert not list(tmp_path.rglob("*.*"))


def test_a_picture_is_kept_under_its_real_format_whatever_its_name(proposed, manager):
    change = proposed(logo=picture("JPEG", "../../evil.php.png")).changes.get()
    assert change.file.name.endswith(".jpg")
    assert "evil" not in change.file.name
    answer = manager.client.get(f"/en/space/proposals/files/{change.pk}/")
    assert answer["Content-Type"] == "image/jpeg"


def test_files_go_with_their_proposal(proposed, tmp_path):
    proposal = proposed(logo=picture())
    assert list((tmp_path / "private" / "proposals").iterdir())
    proposal.delete()
    assert not list((tmp_path / "private" / "proposals").iterdir())


def test_pictures_lie_among_the_private_files(proposed: Any, settings: Any, tmp_path: Path) -> None:
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": str(tmp_path / "elsewhere")}}
    settings.STORAGES = settings.STORAGES | {"private": private}
    proposed(logo=picture())
    assert list((tmp_path / "elsewhere" / "proposals").iterdir())
    assert not list((tmp_path / "private").rglob("*.*"))


def test_a_photo_of_a_telephone_is_kept_as_jpeg(proposed: Any) -> None:
    change = proposed(logo=SimpleUploadedFile("IMG_1.HEIC", HEIC)).changes.get()
    assert change.file.name.endswith(".jpg")


def test_a_logo_that_cannot_be_stored_stays_to_be_decided(
    proposed: Any, editor: Any, folder: Path, full_disk: Callable[[], None]
) -> None:
    proposal = proposed(logo=picture())
    images, stored = PortalImage.objects.count(), files_in(folder)
    full_disk()
    answer = editor.answer(proposal, logo={"decision": "accept"})
    assert "could not be stored" in answer.content.decode()
    assert PortalImage.objects.count() == images
    assert files_in(folder) == stored
    assert proposal.changes.get().is_waiting
