"""The worker: background tasks, jobs at an interval, mails, and a sign of life."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner

from cluster_portal.operations.jobs import Job, register_job, registered_jobs
from cluster_portal.operations.models import WorkerBeat
from cluster_portal.outbox.sending import send_due

logger = logging.getLogger(__name__)

# Seconds between two looks at the queue, and after a failure such as a database that does not answer.
PAUSE = 1.0
PAUSE_AFTER_FAILURE = 5.0

register_job("beat", timedelta(minutes=1), WorkerBeat.beat)


class PortalWorker:
    """Runs until it is told to stop; finishes the task and the mail at hand first.

    Mails have a thread of their own: they do not wait for a long task, and nothing waits for a slow mail server.
    """

    def __init__(self, worker_id: str = "portal") -> None:
        self._stopping = threading.Event()
        self._due: dict[str, float] = {}
        self._tasks = TaskRunner(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=PAUSE,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
        )

    def stop_on_signals(self) -> None:
        """Stop on Ctrl-C and when the process is asked to end."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stop)

    def stop(self, *args: Any) -> None:
        """Stop after the task and the mail at hand."""
        self._stopping.set()
        self._tasks.running = False

    def run(self) -> None:
        """Work until stopped. A database that is away for a while is waited for."""
        mails = threading.Thread(target=self._repeat, args=[self.send_mails], name="mails", daemon=True)
        mails.start()
        self._repeat(self.work_once)
        mails.join()

    def _repeat(self, work: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            close_old_connections()
            try:
                work()
            except Exception:
                logger.exception("The worker was held up; trying again.")
                close_old_connections()
                self._stopping.wait(PAUSE_AFTER_FAILURE)
            self._stopping.wait(PAUSE)
        connection.close()

    def send_mails(self) -> None:
        """Send the mails that are due."""
        send_due(self._stopping.is_set)

    def work_once(self) -> None:
        """Run the jobs that are due and the tasks that wait."""
        for job in registered_jobs():
            if self._due.get(job.name, 0.0) <= time.monotonic() and not self._stopping.is_set():
                self._due[job.name] = time.monotonic() + job.every.total_seconds()
                self._run(job)
        self._tasks.run()

    @staticmethod
    def _run(job: Job) -> None:
        """Run a job; one that fails is logged and tried again at its next turn."""
        close_old_connections()
        try:
            job.run()
        except DatabaseError:
            raise
        except Exception:
            logger.exception("The job %s failed.", job.name)
