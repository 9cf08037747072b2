"""Tells staff when the worker does not run."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cluster_portal.operations.models import WorkerBeat


class SilentWorkerPanel(Component):
    """The warning at the top of the admin's home."""

    name = "silent_worker"
    template_name = "operations/silent_worker.html"
    order = 0

    def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Give the template the last sign of life."""
        return {"last_seen": WorkerBeat.last_seen()}


@hooks.register("construct_homepage_panels", order=1000)
def warn_of_a_silent_worker(request: HttpRequest, panels: list[Component]) -> None:
    """Put the warning above what the admin's home shows while the worker is silent."""
    if WorkerBeat.is_silent():
        panels.insert(0, SilentWorkerPanel())
