"""Groups of tests that need a tool the machine may lack: Chromium, the W3C checker, nginx, Node.js, PostgreSQL.

A test says so with a mark of that name. Without the tool it is skipped and the end of the run says why; in
continuous integration (``CI=true``) it fails instead, so that no group goes missing unnoticed.
"""

import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
ICAL_JS = ROOT / "node_modules" / "ical.js" / "dist" / "ical.js"
VNU_JAR = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
_REASONS: Counter[str] = Counter()


def chromium() -> str | None:
    """Return the path of Chromium: the one named by CHROMIUM, or one on the machine."""
    named = os.environ.get("CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if (path := shutil.which(name))), None)


def nginx() -> str | None:
    """Return the path of nginx, which stands outside of most people's search path."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def _no_nginx() -> str:
    return "" if nginx() else "no nginx (Debian: apt install nginx)"


def _no_chromium() -> str:
    return "" if chromium() else "no Chromium (Debian: apt install chromium; or name one in CHROMIUM)"


def _no_vnu() -> str:
    if not shutil.which("java"):
        return "no Java (Debian: apt install default-jre-headless)"
    return "" if VNU_JAR.exists() else "no W3C checker (make test installs it where npm is found)"


def _no_node() -> str:
    if not shutil.which("node"):
        return "no Node.js (Debian: apt install nodejs npm)"
    return "" if ICAL_JS.exists() else "no ical.js (make test installs it where npm is found)"


def _no_postgresql() -> str:
    from django.db import connection

    if connection.vendor == "postgresql":
        return ""
    return "no PostgreSQL (set DATABASE_URL=postgres://…, see docs/developers.md)"


NEEDS: dict[str, Callable[[], str]] = {
    "browser": _no_chromium,
    "vnu": _no_vnu,
    "nginx": _no_nginx,
    "node": _no_node,
    "postgresql": _no_postgresql,
}
# Run by ``make test-long`` only, or with ``-m long``.
LONG = "long"
# On SQLite these are left to the second run of the suite, in continuous integration too.
LEFT_TO_SECOND_RUN = {"postgresql"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out long forms unless asked for, and begin with the tests that take longest, those with a browser.

    No process is left alone with them at the end.
    """
    if LONG not in config.getoption("markexpr"):
        left_out = [item for item in items if item.get_closest_marker(LONG)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose tool is missing; fail it in continuous integration."""
    for name, missing in NEEDS.items():
        if item.get_closest_marker(name) and (reason := missing()):
            if os.environ.get("CI") == "true" and name not in LEFT_TO_SECOND_RUN:
                pytest.fail(f"{name}: {reason}", pytrace=False)
            pytest.skip(f"{name}: {reason}")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember the reason of each skip; with several processes the main one hears of all."""
    if report.skipped and isinstance(report.longrepr, tuple):
        _REASONS[report.longrepr[2].removeprefix("Skipped: ")] += 1


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say plainly what was not run, and why."""
    for reason, count in _REASONS.items():
        terminalreporter.write_line(f"NOT RUN: {count} tests. {reason}", yellow=True)
