"""Several processes that live and end together."""

import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from typing import Any

# Seconds for the server to answer the first time, and for a process to end by itself.
START_WITHIN = 60.0
END_WITHIN = 10.0


class Processes:
    """Processes that are started together; when one ends, or a signal comes, all end."""

    def __init__(self, commands: Mapping[str, Sequence[str]]) -> None:
        self._commands = commands
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._signal = threading.Event()

    def run(self, is_ready: Callable[[], bool], when_ready: Callable[[], None]) -> str:
        """Start all, call ``when_ready`` once, and wait. Return the name of the process that ended by itself.

        The answer is empty when a signal (Ctrl-C, SIGTERM, a closed terminal) ended everything.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            for name, command in self._commands.items():
                # In a group of its own: Ctrl-C reaches this process only, which ends the others in order.
                self._running[name] = subprocess.Popen(command, process_group=0)  # noqa: S603
            return self._wait(is_ready, when_ready)
        finally:
            self._end()

    def _wait(self, is_ready: Callable[[], bool], when_ready: Callable[[], None]) -> str:
        announced = False
        deadline = time.monotonic() + START_WITHIN
        while not self._signal.wait(0.2):
            for name, process in self._running.items():
                if process.poll() is not None:
                    return name
            if not announced and is_ready():
                when_ready()
                announced = True
            elif not announced and time.monotonic() > deadline:
                return next(iter(self._running))
        return ""

    def _stop(self, *args: Any) -> None:
        self._signal.set()

    def _end(self) -> None:
        for process in self._running.values():
            _send(process, signal.SIGTERM)
        deadline = time.monotonic() + END_WITHIN
        for process in self._running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _send(process, signal.SIGKILL)
                process.wait()


def _send(process: subprocess.Popen[bytes], number: int) -> None:
    """Send a signal to a process and to those it started."""
    if process.poll() is None:
        os.killpg(process.pid, number)


def answers(url: str) -> bool:
    """Say whether a server answers at ``url``, whatever it says."""
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - an address of this machine
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
