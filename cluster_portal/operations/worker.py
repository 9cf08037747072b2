"""The worker: background tasks, jobs at an interval, and a sign of life."""

import logging
import signal
import threading
import time
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner

from cluster_portal.operations.jobs import Job, register_job, registered_jobs
from cluster_portal.operations.models import WorkerBeat

logger = logging.getLogger(__name__)

# Seconds between two looks at the queue, and after a database that does not answer.
PAUSE = 1.0
PAUSE_AFTER_FAILURE = 5.0

register_job("beat", timedelta(minutes=1), WorkerBeat.beat)


class PortalWorker:
    """Runs until it is told to stop; finishes the task at hand first."""

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
        """Stop after the task at hand."""
        self._stopping.set()
        self._tasks.running = False

    def run(self) -> None:
        """Work until stopped. A database that is away for a while is waited for."""
        while not self._stopping.is_set():
            try:
                self.work_once()
            except DatabaseError:
                logger.exception("The database does not answer; trying again.")
                close_old_connections()
                self._stopping.wait(PAUSE_AFTER_FAILURE)
            self._stopping.wait(PAUSE)

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
