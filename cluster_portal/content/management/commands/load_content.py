"""Loads the content files that come with the portal, or those of another folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_portal.content.files import ContentError
from cluster_portal.content.loader import load_folder

DEMO = Path(__file__).resolve().parent.parent.parent / "demo"


class Command(BaseCommand):
    """``manage.py load_content [FOLDER]``."""

    help = "Load content files. What was loaded before is neither doubled nor overwritten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", nargs="?", type=Path, default=DEMO, help="folder of *.yaml files")

    def handle(self, *args: Any, folder: Path, verbosity: int, **options: Any) -> None:
        """Load, or say which line of which file is wrong and change nothing."""
        seen: list[str] = []

        def progress(key: str) -> None:
            seen.append(key)
            if verbosity > 1:
                self.stdout.write(f"{len(seen)} {key}")

        try:
            result = load_folder(folder, progress)
        except ContentError as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        self.stdout.write(f"Content: {result.made} records made, {result.kept} were there already.")
