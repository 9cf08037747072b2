"""Processes that were started together end together."""

import signal
import sys
import time

import pytest

from cluster_portal.operations.processes import Processes

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
END = [sys.executable, "-c", "raise SystemExit(3)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
]


@pytest.fixture(autouse=True)
def handlers() -> object:
    """Put the signal handlers of the test run back."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_when_one_ends_all_end() -> None:
    processes = Processes({"server": SLEEP, "worker": END})
    assert processes.run(lambda: False, lambda: None) == "worker"
    assert all(process.returncode is not None for process in processes._running.values())


def test_a_signal_ends_all() -> None:
    processes = Processes({"server": SLEEP, "worker": SLEEP})
    assert processes.run(lambda: True, lambda: signal.raise_signal(signal.SIGTERM)) == ""
    assert [process.returncode for process in processes._running.values()] == [-signal.SIGTERM] * 2


def test_one_that_does_not_listen_is_ended_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cluster_portal.operations.processes.END_WITHIN", 0.5)

    def stop() -> None:
        time.sleep(0.5)
        signal.raise_signal(signal.SIGINT)

    processes = Processes({"server": STUBBORN})
    assert processes.run(lambda: True, stop) == ""
    assert processes._running["server"].returncode == -signal.SIGKILL
