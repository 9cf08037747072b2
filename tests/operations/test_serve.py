"""The one command: the portal answers, its worker works, and all of it ends together."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from cluster_portal.operations.models import WorkerBeat
from tests.database import database_url
from tests.groups import ROOT
from tests.servers import free_port

PATIENCE = 90


def test_it_serves_works_and_ends(transactional_db: None, tmp_path: Path) -> None:
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cluster_portal.settings.development",
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(tmp_path),
        "SITE_URL": f"http://localhost:{port}",
        "DEBUG": "1",
        "PYTHONUNBUFFERED": "1",
    }
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if "translator-nl@" in line:
                break
        assert process.poll() is None, "".join(said)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/fr/", timeout=30) as answer:
            assert answer.status == 200
        deadline = time.monotonic() + PATIENCE
        while WorkerBeat.is_silent() and time.monotonic() < deadline:
            time.sleep(0.2)
        assert not WorkerBeat.is_silent()
    finally:
        process.send_signal(signal.SIGTERM)
        said.append(process.communicate(timeout=30)[0])
    text = "".join(said)
    assert process.returncode == 0, text
    assert f"http://localhost:{port}/admin/" in text
    assert text.rstrip().endswith("Stopped.")
    with socket.socket() as candidate:
        assert candidate.connect_ex(("127.0.0.1", port)) != 0
