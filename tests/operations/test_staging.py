"""A staging copy says what it is."""

from typing import Any

import pytest
from django.test import Client


@pytest.mark.parametrize("path", ["/fr/", "/en/no-such-page/", "/robots.txt"])
def test_no_answer_of_a_staging_copy_is_indexed(db: None, settings: Any, path: str) -> None:
    settings.STAGING = True
    assert Client().get(path)["X-Robots-Tag"] == "noindex, nofollow"


def test_the_public_portal_is_indexed(db: None) -> None:
    assert "X-Robots-Tag" not in Client().get("/fr/").headers


def test_a_staging_copy_shows_a_banner(db: None, settings: Any) -> None:
    assert 'class="staging"' not in Client().get("/fr/").content.decode()
    settings.STAGING = True
    page = Client().get("/fr/").content.decode()
    assert 'class="staging"' in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
