"""Uploaded files are in a folder, or in a bucket whose public addresses are the portal's own."""

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from cluster_portal.settings import storage


def test_a_folder_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MEDIA_BUCKET", raising=False)
    chosen = storage.media_storage(environ.Env(), "https://portal.example.org")
    assert chosen["BACKEND"].endswith("FileSystemStorage")


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
