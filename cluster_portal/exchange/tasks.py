"""Large files are read and imported by the worker; who sent one sees on its page how far it is."""

import time
from collections.abc import Callable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from cluster_portal.exchange.applying import apply_file
from cluster_portal.exchange.errors import ExchangeError
from cluster_portal.exchange.formats import read
from cluster_portal.exchange.models import Upload
from cluster_portal.exchange.planning import plan_file
from cluster_portal.exchange.summary import stored

_SECONDS_BETWEEN_SIGNS = 1.0


@task()
def look_at(upload_pk: int) -> None:
    """Find out what a file would change."""

    def plan(upload: Upload) -> dict[str, Any]:
        found = plan_file(read(bytes(upload.content)), upload.user, progress_of(upload))
        return {"plan": {"target": found.target, **stored(found)}, "step": Upload.Step.READY}

    _work(upload_pk, Upload.Step.READING, plan)


@task()
def carry_out(upload_pk: int) -> None:
    """Import a file; what becomes of it is kept as its result, and the file is forgotten."""

    def apply(upload: Upload) -> dict[str, Any]:
        done = apply_file(read(bytes(upload.content)), upload.user, progress_of(upload))
        return {"result": stored(done), "content": b"", "step": Upload.Step.AT_ONCE}

    _work(upload_pk, Upload.Step.IMPORTING, apply)


def _work(upload_pk: int, step: str, work: Callable[[Upload], dict[str, Any]]) -> None:
    upload = Upload.objects.select_related("user").filter(pk=upload_pk, step=step).first()
    if upload is None:
        return
    with translation.override(upload.user.language or translation.get_language()):
        try:
            changes = work(upload)
        except ExchangeError as error:
            changes = {"error": str(error), "step": Upload.Step.FAILED}
        except Exception:
            # Who waits is told; the task fails as it would otherwise.
            told = _(
                "The file could not be worked on to its end. Those who run the portal find why in its log."
            )
            Upload.objects.filter(pk=upload_pk).update(error=told, step=Upload.Step.FAILED)
            raise
    Upload.objects.filter(pk=upload_pk).update(**changes)


def progress_of(upload: Upload) -> Callable[[int, int], None]:
    """Return a function that writes down how far it is, at most once a second."""
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= _SECONDS_BETWEEN_SIGNS:
            told = time.monotonic()
            Upload.objects.filter(pk=upload.pk).update(percent=100 * done // max(total, 1))

    return tell
