"""Workers that are killed in the middle of a mail, and several at once: nobody is forgotten or gets three mails."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.mail import send_mail
from django.utils import timezone

from cluster_portal.outbox.models import OutgoingMail
from cluster_portal.outbox.states import State
from tests.database import database_url
from tests.groups import ROOT
from tests.outbox.catcher import HANG_UP, USUAL, Answer, Catcher, running_catcher

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 300
# Longer than a worker of these tests waits for an answer.
SILENCE = 3
# Where a mail is when its worker is killed: before it is handed over, on its way, and just taken by the server.
MOMENTS = ("rcpt", "data", "text", "taken")


@pytest.fixture
def server() -> Iterator[Catcher]:
    with running_catcher() as catcher:
        yield catcher


def start(server: Catcher) -> "subprocess.Popen[bytes]":
    """Start a worker."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.outbox.worker_settings",
        "DATABASE_URL": database_url(),
        "CATCHER_PORT": str(server.port),
    }
    command = [sys.executable, "manage.py", "worker"]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)  # noqa: S603


@contextmanager
def workers(server: Catcher, count: int = 1) -> Iterator[None]:
    """Run workers until the end."""
    running = [start(server) for _number in range(count)]
    try:
        yield
    finally:
        for worker in running:
            worker.terminate()
        for worker in running:
            worker.wait(timeout=30)


def write(count: int) -> list[str]:
    """Write mails to as many people; return their addresses."""
    addresses = [f"reader{number}@example.org" for number in range(count)]
    for address in addresses:
        send_mail("News", f"For {address}", None, [address])
    return addresses


def wait_for(is_reached: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not is_reached():
        assert time.monotonic() < ends
        time.sleep(0.05)


def bad_day(chance: random.Random) -> dict[str, Answer]:
    """Return what a server says that is slow, refuses and dies now and then, before it has seen a mail."""

    def says(step: str) -> Callable[[], str]:
        def answer() -> str:
            luck = chance.random()
            if luck < 0.01:
                time.sleep(SILENCE)
            elif luck < 0.1:
                time.sleep(0.1)
            elif luck < 0.15:
                return "451 come back"
            elif luck < 0.2:
                return HANG_UP
            return USUAL[step]

        return answer

    return {step: says(step) for step in ("connect", "ehlo", "mail", "rcpt")}


def kill_at(server: Catcher, moment: str, mails_before: int, says: dict[str, Answer]) -> None:
    """Start a worker, and kill it at a moment of the mail after so many others."""
    worker = start(server)
    done = threading.Event()
    seen = iter(range(mails_before, -1, -1))

    def kill() -> None:
        os.kill(worker.pid, signal.SIGKILL)
        done.set()

    def say(step: str) -> Callable[[], str]:
        def answer() -> str:
            if next(seen, -1) == 0:
                if moment == "taken":
                    threading.Timer(0.001, kill).start()
                else:
                    kill()
            return USUAL[step]

        return answer

    step = "text" if moment == "taken" else moment
    server.says = says | {step: say(step)}
    try:
        assert done.wait(PATIENCE)
    finally:
        worker.kill()
        worker.wait()
        server.says = says


def lease_runs_out() -> None:
    """Let the time pass after which the mail of a dead worker is taken back: it comes after those not yet tried."""
    OutgoingMail.objects.filter(state=State.WAITING, tries__gt=0).update(next_try_at=timezone.now())


def all_have_left() -> bool:
    """Let the pause end after which what was put off is tried again; say whether nothing waits."""
    waiting = OutgoingMail.objects.filter(state=State.WAITING)
    waiting.exclude(problem="").update(next_try_at=timezone.now())
    return not waiting.exists()


def check_kills(server: Catcher, mails: int, kills: int, chance: random.Random) -> Counter[int]:
    """Kill workers at work on so many mails; return how many people got one mail, and how many two."""
    addresses, says = write(mails), bad_day(chance)
    for number in range(kills):
        kill_at(server, MOMENTS[number % len(MOMENTS)], chance.randint(0, mails // kills - 1), says)
        lease_runs_out()
    with workers(server):
        wait_for(all_have_left)
    got = Counter(caught.to for caught in server.caught)
    assert set(got) == set(addresses)
    assert set(got.values()) <= {1, 2}
    assert sum(count == 2 for count in got.values()) <= kills
    assert {mail.state for mail in OutgoingMail.objects.all()} == {State.SENT}
    # Both have one identity, by which a mailbox may know them.
    assert len({caught.message["Message-ID"] for caught in server.caught}) == mails
    return Counter(got.values())


def test_mails_survive_killed_workers(server: Catcher) -> None:
    check_kills(server, mails=8, kills=4, chance=random.Random(1))


@pytest.mark.long
def test_200_mails_survive_twenty_killed_workers(server: Catcher) -> None:
    started = time.monotonic()
    got = check_kills(server, mails=200, kills=20, chance=random.Random(1))
    print(f"200 mails, 20 kills: {got[1]} once, {got[2]} twice, {time.monotonic() - started:.0f} s")


def test_two_workers_share_the_mails(server: Catcher) -> None:
    addresses = write(30)
    server.says["text"] = lambda: time.sleep(0.02) or USUAL["text"]
    with workers(server, count=2):
        wait_for(lambda: OutgoingMail.objects.filter(state=State.SENT).count() == len(addresses))
    assert Counter(caught.to for caught in server.caught) == Counter(addresses)


def test_a_stopped_worker_ends_the_mail_at_hand(server: Catcher) -> None:
    write(3)
    handed_over = threading.Event()

    def answer() -> str:
        handed_over.set()
        time.sleep(1)
        return USUAL["text"]

    server.says["text"] = answer
    with workers(server):
        assert handed_over.wait(PATIENCE)
    assert len(server.caught) == 1
    assert OutgoingMail.objects.filter(state=State.SENT).count() == 1
    assert OutgoingMail.objects.filter(state=State.WAITING, tries=0).count() == 2
