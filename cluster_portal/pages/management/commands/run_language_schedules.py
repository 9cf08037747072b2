"""Publishes and unpublishes the languages whose moment has come."""

from typing import Any

from django.core.management.base import BaseCommand

from cluster_portal.pages.schedules import run_schedules


class Command(BaseCommand):
    """``manage.py run_language_schedules``; the worker does the same by itself."""

    help = "Publish and unpublish the languages whose moment has come."

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry out what is due."""
        done = run_schedules()
        if done:
            self.stdout.write(f"{done} schedules carried out.")
