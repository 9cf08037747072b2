"""A mail server, and the portal sending to it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from cluster_portal.outbox.sending import send_due
from tests.outbox.catcher import Catcher, running_catcher


@pytest.fixture
def catcher(settings: Any) -> Iterator[Catcher]:
    """Let the portal send by SMTP to a server of the test, which has half a second for each answer."""
    with running_catcher() as server:
        settings.MAIL_TRANSPORT = "cluster_portal.outbox.transport.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 0.5
        yield server


def send_after(pause: timedelta = timedelta()) -> int:
    """Let the worker send what is due after a while; return how many mails left."""
    with time_machine.travel(timezone.now() + pause):
        return send_due()
