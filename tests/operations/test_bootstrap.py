"""The first step on a bare machine: what it says, and what it does not do twice."""

import ast
import builtins
import hashlib
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cluster_portal.operations import bootstrap, ports
from tests.groups import ROOT


def test_it_starts_on_an_old_python_in_order_to_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (bootstrap, ports):
        ast.parse(Path(module.__file__).read_text(), feature_version=(3, 7))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(bootstrap.Stop, match=r"needs Python 3\.11 or newer; this is Python 3\.9"):
        bootstrap.use_a_python_that_is_new_enough()


def test_it_goes_on_with_a_newer_python_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}" if "12" in name else None)

    monkeypatch.setattr(bootstrap.subprocess, "call", lambda *arguments, **options: 0)

    def execv(path: str, arguments: list[str]) -> None:
        started.append(path)
        raise SystemExit

    monkeypatch.setattr(bootstrap.os, "execv", execv)
    with pytest.raises(SystemExit):
        bootstrap.use_a_python_that_is_new_enough()
    assert started == ["/usr/bin/python3.12"]


def test_it_needs_the_standard_library_only() -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r});"
         "import cluster_portal.operations.bootstrap"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_missing_venv_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Any] = builtins.__import__

    def without_ensurepip(name: str, *arguments: Any) -> Any:
        if name == "ensurepip":
            raise ImportError("No module named 'ensurepip'")
        return real(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without_ensurepip)
    with pytest.raises(bootstrap.Stop, match="apt install python3-venv"):
        bootstrap.require_venv()


def test_a_taken_port_is_said_before_anything_is_installed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "virtual_environment", lambda folder: pytest.fail("it went on"))
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert bootstrap.main(["--port", str(port)]) == 1
    assert f"Port {port} is taken" in capsys.readouterr().err


def test_packages_are_installed_once_for_each_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    lock = tmp_path / "requirements.txt"
    lock.write_text("one==1")
    for _ in range(2):
        bootstrap.install("python", lock, tmp_path)
    assert len(calls) == 1
    assert "--require-hashes" in calls[0]
    lock.write_text("one==2")
    bootstrap.install("python", lock, tmp_path)
    assert len(calls) == 2
    assert hashlib.sha256(b"one==2").hexdigest() in (tmp_path / "installed").read_text()


def test_a_failed_installation_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failure = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *arguments, **options: failure)
    lock = tmp_path / "requirements.txt"
    lock.write_text("one==1")
    with pytest.raises(bootstrap.Stop, match="could not be installed"):
        bootstrap.install("python", lock, tmp_path)
    assert not (tmp_path / "installed").exists()
