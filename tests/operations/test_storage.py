"""Uploaded files are in a folder, or in a bucket whose public addresses are the portal's own."""

from pathlib import Path

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from cluster_portal.settings import storage


def test_a_folder_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MEDIA_BUCKET", raising=False)
    chosen = storage.media_storage(environ.Env(), "https://portal.example.org")
    assert chosen["BACKEND"] == "cluster_portal.media.storage.WholeFileStorage"


def test_a_bucket_needs_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIA_BUCKET", "portal")
    monkeypatch.setattr(storage, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"MEDIA_BUCKET.*django-storages\[s3\]"):
        storage.media_storage(environ.Env(), "https://portal.example.org")


def test_files_in_a_bucket_have_addresses_of_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIA_BUCKET", "portal")
    monkeypatch.setattr(storage, "find_spec", lambda name: object())
    options = storage.media_storage(environ.Env(), "https://portal.example.org")["OPTIONS"]
    assert options["custom_domain"] == "portal.example.org/media"
    assert options["file_overwrite"] is False


@pytest.mark.parametrize("below", ["media", "media/private", "media/../media/x"])
def test_private_files_never_lie_among_public_ones(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, below: str
) -> None:
    monkeypatch.setenv("PRIVATE_ROOT", str(tmp_path / below))
    with pytest.raises(ImproperlyConfigured, match="PRIVATE_ROOT"):
        storage.private_storage(environ.Env(), tmp_path, tmp_path / "media")


def test_private_files_lie_in_a_folder_of_their_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PRIVATE_ROOT", raising=False)
    monkeypatch.delenv("PRIVATE_BUCKET", raising=False)
    chosen = storage.private_storage(environ.Env(), tmp_path, tmp_path / "media")
    assert chosen["OPTIONS"]["location"] == str(tmp_path / "private")


def test_a_private_bucket_is_not_the_public_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MEDIA_BUCKET", "portal")
    monkeypatch.setenv("PRIVATE_BUCKET", "portal")
    monkeypatch.setattr(storage, "find_spec", lambda name: object())
    with pytest.raises(ImproperlyConfigured, match="PRIVATE_BUCKET"):
        storage.private_storage(environ.Env(), tmp_path, tmp_path / "media")
    monkeypatch.setenv("PRIVATE_BUCKET", "portal-private")
    options = storage.private_storage(environ.Env(), tmp_path, tmp_path / "media")["OPTIONS"]
    assert (options["default_acl"], options["querystring_auth"]) == ("private", True)
    assert "custom_domain" not in options
