"""Programs that a test starts beside itself, on this machine only."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cluster_portal.operations.management.commands.serve import server as application_server
from tests.database import database_url
from tests.groups import ROOT

PATIENCE = 60


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def running(command: Sequence[str | Path], port: int, environment: dict[str, str]) -> Iterator[str]:
    """Start a server, wait until it answers, and end it afterwards; give its address."""
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)  # noqa: S603
    try:
        ends = time.monotonic() + PATIENCE
        while not _answers(address):
            assert server.poll() is None, f"{command[0]} has ended"
            assert time.monotonic() < ends, f"{command[0]} does not answer"
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=30):  # noqa: S310
            return True
    except urllib.error.HTTPError:
        return True
    except (urllib.error.URLError, ConnectionError):
        return False


@contextmanager
def portal(workers: int = 1, **environment: str) -> Iterator[str]:
    """Start the portal as in production, on the database and the files of the test; give its address."""
    port = free_port()
    settings = {
        "DJANGO_SETTINGS_MODULE": "cluster_portal.settings.test",
        "DATABASE_URL": database_url(),
    }
    with running(application_server(port, workers), port, settings | environment) as address:
        yield address
