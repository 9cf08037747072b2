"""Runs background tasks and scheduled jobs until it is stopped."""

import os
import socket
from typing import Any

from django.core.management.base import BaseCommand

from cluster_portal.operations.worker import PortalWorker


class Command(BaseCommand):
    """``manage.py worker``."""

    help = "Run background tasks and scheduled jobs (publishing, clean-up) until stopped. Several may run."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until a signal comes."""
        worker = PortalWorker(f"{socket.gethostname()[:40]}-{os.getpid()}")
        worker.stop_on_signals()
        worker.run()
