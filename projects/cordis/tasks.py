"""What the worker does for CORDIS."""

import logging

from django_tasks import task

from projects.cordis import uploads
from projects.cordis.models import ImportRun
from projects.cordis.problems import CordisError
from projects.cordis.staging import run_import

logger = logging.getLogger(__name__)


@task()
def import_uploaded(run_uuid: str, only: list[str]) -> None:
    """Read the files that staff uploaded; the run tells them how far it is and how it ended."""
    run = ImportRun.objects.get(uuid=run_uuid)
    try:
        run_import(run, uploads.folder_of(run), only)
    except CordisError as error:
        # Told on the run's page already.
        logger.info("CORDIS import %s was refused: %s", run.uuid, error)
    finally:
        uploads.forget(run)
