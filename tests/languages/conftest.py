"""The language that is active while staff work."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from cluster_portal.languages.codes import content_languages


@pytest.fixture(params=content_languages())
def active(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run the test once in each language."""
    with translation.override(request.param):
        yield request.param
