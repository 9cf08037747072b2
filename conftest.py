"""Plugins of the test suite; pytest reads them from the top folder only."""

from cluster_portal.operations.collecting import collect_rarely

pytest_plugins = ["tests.database", "tests.groups"]


def pytest_collection_finish() -> None:
    """Search for garbage as rarely as the portal's own processes do: the suite takes about a tenth less."""
    collect_rarely()
