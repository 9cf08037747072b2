"""Uploaded files: pictures only, kept apart from what is public, and no longer than their proposal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partners.proposals.models import ChangeProposal
from tests.proposals.people import fields_of, picture

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
        SimpleUploadedFile("logo.png", b"\x89PNG\r\n" + b"x" * (5 * 1024 * 1024), content_type="image/png"),
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


def test_pictures_lie_among_the_private_files(proposed, settings, tmp_path):
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": str(tmp_path / "elsewhere")}}
    settings.STORAGES = settings.STORAGES | {"private": private}
    proposed(logo=picture())
    assert list((tmp_path / "elsewhere" / "proposals").iterdir())
    assert not list((tmp_path / "private").rglob("*.*"))
