"""The language that is active while staff work."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(params=["fr", "nl"])
def active(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run the test once in the default language, and once in another."""
    with translation.override(request.param):
        yield request.param
