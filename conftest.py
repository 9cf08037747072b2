"""Plugins of the test suite; pytest reads them from the top folder only."""

pytest_plugins = ["tests.database", "tests.groups"]
