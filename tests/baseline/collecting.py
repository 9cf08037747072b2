"""Reads every address and writes one line about each answer."""

import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django

django.setup()

import time_machine  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from cluster_portal.accounts.models import User  # noqa: E402
from tests.baseline.public import public_addresses  # noqa: E402
from tests.baseline.roles import role_addresses  # noqa: E402
from tests.baseline.world import build  # noqa: E402

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
# The same for all but a few: named by a digest in the line, written out at the end of the file.
_FRAME = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
)
_LEFT_OUT = {*_FRAME, "Content-Length", "Content-Type", "ETag", "Set-Cookie"}
_TOKENS = (
    (re.compile(rb'name="csrfmiddlewaretoken" value="\w+"'), b'name="csrfmiddlewaretoken" value="-"'),
    (re.compile(rb'("?csrf_?[tT]oken"?\W{1,4})\w{64}'), rb"\1-"),
)
Lines = dict[str, list[str]]


def collect(only: str | None, bodies: Path | None) -> Lines:
    """Return the lines of each file: what visitors get, and which role gets which status."""
    setup_test_environment()
    found: Lines = {}
    with time_machine.travel(NOW, tick=False):
        people = build()
        if only != "roles":
            found["public.txt"] = _public(bodies)
        if only != "public":
            found["roles.txt"] = _roles(people)
    return found


def _public(bodies: Path | None) -> list[str]:
    frames: dict[str, str] = {}
    lines = [_line(address, answer, frames, bodies) for address, answer in public_addresses(Client(), _ask)]
    return lines + [f"# frame {name} {headers}" for name, headers in sorted(frames.items())]


def _roles(people: dict[str, User | None]) -> list[str]:
    clients = {}
    for role, user in people.items():
        clients[role] = Client()
        if user is not None:
            clients[role].force_login(user)
    lines = [f"# {' '.join(clients)}"]
    for address in role_addresses():
        lines.append(f"{address} {' '.join(_status(client, address) for client in clients.values())}")
    return lines


def _ask(client: Client, address: str) -> Any:
    """Return an answer with all of its content; nothing of the visit stays."""
    cache.clear()
    with transaction.atomic():
        answer: Any = client.get(address)
        if answer.streaming:
            answer.whole = b"".join(answer.streaming_content)
            answer.close()
        else:
            answer.whole = answer.content
        transaction.set_rollback(True)
    return answer


def _status(client: Client, address: str) -> str:
    try:
        answer = _ask(client, address)
    except Exception as error:
        return type(error).__name__
    if answer.status_code in (301, 302) and "/account/" in answer["Location"]:
        return "login"
    if answer.status_code in (301, 302) and answer["Location"] == "/admin/":
        # How Wagtail refuses: back to the first screen, with a message.
        return "refused"
    return str(answer.status_code)


def _line(address: str, answer: Any, frames: dict[str, str], bodies: Path | None) -> str:
    content = answer.whole
    for pattern, replacement in _TOKENS:
        content = pattern.sub(replacement, content)
    if content[:2] == b"PK":
        content = _unpacked(content)
    if bodies is not None:
        bodies.mkdir(parents=True, exist_ok=True)
        (bodies / quote(address, safe="")[:200]).write_bytes(content)
    frame = "; ".join(f"{name}: {answer.get(name, '-')}" for name in _FRAME)
    key = _digest(frame.encode())[:6]
    frames[key] = frame
    parts = [
        address,
        str(answer.status_code),
        answer.get("Content-Type", "-").replace(" ", ""),
        str(len(content)),
        _digest(content),
    ]
    if main := re.search(rb"(?s)<main.*</main>", content):
        parts.append(f"main={_digest(main[0])}")
    parts.append(f"frame={key}")
    parts += [
        f"{name}={value.replace(' ', '')}"
        for name, value in sorted(answer.headers.items())
        if name not in _LEFT_OUT
    ]
    parts += [f"{name}=yes" for name in ("ETag",) if name in answer.headers]
    parts += [f"cookie={name}" for name in sorted(answer.cookies)]
    return " ".join(parts)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _unpacked(content: bytes) -> bytes:
    """Return what is packed in a spreadsheet: packing may differ, what it holds may not."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"\n".join(name.encode() + b"\n" + book.read(name) for name in sorted(book.namelist()))
