"""Compiles interface texts without gettext's tools."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cluster_portal.operations.texts import compile_texts


class Command(BaseCommand):
    """``manage.py compile_texts``."""

    help = "Compile the interface texts (.po to .mo) that have changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile each folder of texts."""
        for folder in settings.LOCALE_PATHS:
            for path in compile_texts(Path(folder)):
                self.stdout.write(f"Compiled {path.parent.parent.name}.")
