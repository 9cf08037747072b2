"""Messages of the tests of CORDIS are those in English."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english(clean_start: None) -> Iterator[None]:
    """Speak English, whatever the portal's default language."""
    with translation.override("en"):
        yield
