"""What the worker does again and again. An app adds its own in ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.management import call_command

# Results of background tasks stay long enough to look into what went wrong.
KEEP_TASK_RESULTS_DAYS = 14


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do at an interval; the first time when the worker starts."""

    name: str
    every: timedelta
    run: Callable[[], object]


_jobs: dict[str, Job] = {}


def register_job(name: str, every: timedelta, run: Callable[[], object]) -> None:
    """Let the worker call ``run`` every so often. A second registration of a name replaces the first."""
    _jobs[name] = Job(name, every, run)


def registered_jobs() -> list[Job]:
    """Return all jobs, in the order of registration."""
    return list(_jobs.values())


def publish_scheduled() -> None:
    """Publish and withdraw what is scheduled for now."""
    call_command("publish_scheduled", verbosity=0)


def clean_up() -> None:
    """Remove sessions that have ended and results of tasks that nobody will ask for."""
    call_command("clearsessions", verbosity=0)
    call_command("prune_db_task_results", min_age_days=KEEP_TASK_RESULTS_DAYS, verbosity=0)


register_job("publish_scheduled", timedelta(minutes=1), publish_scheduled)
register_job("clean_up", timedelta(days=1), clean_up)
