"""Prepares the portal on one machine and runs it: server and worker, until Ctrl-C."""

import io
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from cluster_portal.operations import ports, static_files
from cluster_portal.operations.databases import (
    has_pending_migrations,
    is_empty,
    newer_database,
    unknown_migrations,
)
from cluster_portal.operations.processes import Processes, answers
from cluster_portal.operations.texts import compile_texts


class Command(BaseCommand):
    """``manage.py serve --port N``, which is what ``make run`` runs."""

    help = "Prepare the portal on this machine and run it, with its worker, until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        """Prepare what is missing, then run until stopped."""
        if not ports.is_free(port):
            raise CommandError(ports.way_out(port))
        if unknown := unknown_migrations():
            raise CommandError(newer_database(unknown))
        try:
            accounts = self._prepare(port)
        except KeyboardInterrupt as error:
            raise CommandError("Stopped before the portal ran; the next run goes on.") from error
        address = f"http://{ports.HOST}:{port}/"
        ended = Processes({"server": server(port), "worker": worker()}).run(
            lambda: answers(f"{address}robots.txt"), lambda: self._announce(port, accounts)
        )
        if ended:
            raise CommandError(f"The {ended} ended by itself; what it said stands above.")
        self.stdout.write("\nStopped.")

    def _prepare(self, port: int) -> str:
        """Prepare what is missing; return one line for each account of a first look."""
        with self._step("Compiling interface texts"):
            for folder in settings.LOCALE_PATHS:
                compile_texts(Path(folder))
        with self._step("Collecting static files"):
            static_files.collect()
        if has_pending_migrations():
            with self._step("Preparing the database"):
                call_command("migrate", interactive=False, verbosity=0)
        if is_empty():
            with self._step("Loading the content"):
                call_command("load_content", verbosity=0, stdout=io.StringIO())
        # The portal answers on the port of this run, and its own addresses say so.
        Site.objects.filter(hostname="localhost").exclude(port=port).update(port=port)
        if settings.CACHES["default"]["BACKEND"].endswith("FileBasedCache"):
            # What an earlier run, perhaps of other code, has kept.
            cache.clear()
        Site.clear_site_root_paths_cache()
        accounts = io.StringIO()
        call_command("demo_accounts", stdout=accounts)
        return accounts.getvalue()

    @contextmanager
    def _step(self, what: str) -> Iterator[None]:
        """Say what is being done, and how long it took when a person had to wait."""
        started = time.monotonic()
        yield
        seconds = time.monotonic() - started
        if seconds > 1:
            self.stdout.write(f"{what}: {seconds:.0f} s")
            self.stdout.flush()

    def _announce(self, port: int, accounts: str) -> None:
        self.stdout.write(
            "\nThe portal runs. Ctrl-C ends it.\n"
            f"  Public site   http://localhost:{port}/\n"
            f"  Admin         http://localhost:{port}/admin/"
        )
        if accounts:
            self.stdout.write(
                "\nAccounts (a password is shown once; make password USER=… sets a new one):\n" + accounts
            )
        self.stdout.flush()


def server(port: int, processes: int = 2) -> list[str]:
    """Return the command of the application server (docs/developers.md says why this one).

    A process answers one request at a time: Wagtail's forms are not safe under threads.
    """
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", ports.HOST, "--port", str(port)),
        *("--workers", str(processes), "--blocking-threads", "1", "--log-level", "warning"),
        "cluster_portal.wsgi:application",
    ]


def worker() -> list[str]:
    """Return the command of the worker."""
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"]
