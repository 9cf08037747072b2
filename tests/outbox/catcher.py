"""A small mail server on this machine, which answers as a test tells it to, and keeps what it takes."""

import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

# What the server says at each step of a mail; the step "text" is the end of the mail's text.
USUAL = {
    "connect": "220 catcher",
    "ehlo": "250 catcher",
    "mail": "250 ok",
    "rcpt": "250 ok",
    "data": "354 go on",
    "text": "250 taken",
    "rset": "250 ok",
    "quit": "221 bye",
}
# Instead of an answer: the connection ends.
HANG_UP = ""
Answer = str | Callable[[], str]


@dataclass(frozen=True)
class Caught:
    """A mail that the server has taken, with its envelope."""

    sender: str
    to: str
    message: EmailMessage

    @property
    def text(self) -> str:
        """Return the text of the mail."""
        return self.message.get_content()

    @property
    def link(self) -> str:
        """Return the first address in the mail, without host."""
        found = re.search(r"https?://[^/]+(/\S+)", self.text)
        assert found
        return found[1]


class Catcher(socketserver.ThreadingTCPServer):
    """The server. ``says`` replaces what it usually says, by step; a function is called each time."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Dialogue)
        self.says: dict[str, Answer] = {}
        self.caught: list[Caught] = []
        self.connections = 0

    @property
    def port(self) -> int:
        """Return the port on which it listens."""
        return self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep silent about clients that are gone."""


class _Dialogue(socketserver.StreamRequestHandler):
    server: Catcher

    def handle(self) -> None:
        self.server.connections += 1
        sender = to = ""
        if not self._say("connect"):
            return
        while line := self.rfile.readline():
            step = line[:4].strip().lower().decode()
            step = "ehlo" if step == "helo" else step
            if step in ("mail", "rcpt"):
                address = line.split(b"<", 1)[1].split(b">", 1)[0].decode()
                sender, to = (address, to) if step == "mail" else (sender, address)
            if not self._say(step) or step == "quit":
                return
            if step == "data" and self._last.startswith("354") and not self._take(sender, to):
                return

    def _take(self, sender: str, to: str) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        if not line:
            return False
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        caught = Caught(sender, to, message)  # type: ignore[arg-type]
        self.server.caught.append(caught)
        is_said = self._say("text")
        if self._last[:1] in ("4", "5"):
            self.server.caught.remove(caught)
        return is_said

    def _say(self, step: str) -> bool:
        answer = self.server.says.get(step, USUAL[step])
        self._last = answer if isinstance(answer, str) else answer()
        if self._last == HANG_UP:
            return False
        self.wfile.write(f"{self._last}\r\n".encode())
        return True


@contextmanager
def running_catcher() -> Iterator[Catcher]:
    """Run a mail server beside the test."""
    with Catcher() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
