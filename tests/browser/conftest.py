"""What every test with a browser stands on."""

import os

import pytest
from django.db import connection


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Close the connection that this thread has while Playwright runs, which is another than before and after.

    It would outlive the database, which is made anew after each test, and the next test would write to the old one.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        connection.close()
