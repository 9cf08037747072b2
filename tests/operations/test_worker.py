"""The worker runs what is due, survives what fails, and shows that it is there."""

import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import send_mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cluster_portal.accounts.models import User
from cluster_portal.operations import jobs
from cluster_portal.operations.jobs import Job, registered_jobs
from cluster_portal.operations.models import SILENT_AFTER, WorkerBeat
from cluster_portal.operations.worker import PortalWorker


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> dict[str, Job]:
    """Leave the worker no job but those a test adds."""
    kept: dict[str, Job] = {}
    monkeypatch.setattr(jobs, "_jobs", kept)
    return kept


def test_the_portal_has_its_jobs() -> None:
    assert {"publish_scheduled", "clean_up", "beat"} <= {job.name for job in registered_jobs()}


def test_a_job_runs_when_it_is_due_and_not_before(transactional_db: None, only: dict[str, Job]) -> None:
    ran: list[int] = []
    jobs.register_job("count", timedelta(hours=1), lambda: ran.append(1))
    worker = PortalWorker()
    worker.work_once()
    worker.work_once()
    assert ran == [1]
    worker._due["count"] = 0
    worker.work_once()
    assert ran == [1, 1]


def test_a_job_that_fails_does_not_stop_the_others(transactional_db: None, only: dict[str, Job]) -> None:
    ran: list[int] = []
    jobs.register_job("broken", timedelta(hours=1), lambda: 1 / 0)
    jobs.register_job("count", timedelta(hours=1), lambda: ran.append(1))
    PortalWorker().work_once()
    assert ran == [1]


def test_the_portals_own_jobs_run(transactional_db: None) -> None:
    assert WorkerBeat.is_silent()
    PortalWorker().work_once()
    assert not WorkerBeat.is_silent()


def test_a_mail_does_not_wait_for_a_long_job(transactional_db: None, only: dict[str, Job]) -> None:
    has_left, waited = threading.Event(), []

    def wait_for_the_mail() -> None:
        waited.append(has_left.wait(30))
        worker.stop()

    jobs.register_job("long", timedelta(hours=1), wait_for_the_mail)
    worker = PortalWorker()
    running = threading.Thread(target=worker.run)
    running.start()
    send_mail("News", "…", None, ["reader@example.org"])
    while running.is_alive() and not mail.outbox:
        time.sleep(0.05)
    has_left.set()
    running.join()
    assert waited == [True]
    assert [message.to for message in mail.outbox] == [["reader@example.org"]]


def test_a_stopped_worker_ends(transactional_db: None) -> None:
    worker = PortalWorker()
    worker.stop()
    worker.run()
    assert WorkerBeat.last_seen() is None


def test_the_admin_says_when_the_worker_is_silent(db: None) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("anna@example.org", name="Anna", language="en"))
    home = reverse("wagtailadmin_home")
    assert "The worker has never run." in client.get(home).content.decode()
    WorkerBeat.beat()
    assert "The worker" not in client.get(home).content.decode()
    with time_machine.travel(timezone.now() + SILENT_AFTER + timedelta(minutes=1)):
        client.force_login(User.objects.get(email="anna@example.org"))
        assert "The worker was last seen on" in client.get(home).content.decode()
