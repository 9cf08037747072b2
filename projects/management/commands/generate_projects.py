"""Makes many invented projects, to measure with."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from projects.generating import generate


class Command(BaseCommand):
    """``manage.py generate_projects --projects N``."""

    help = "Make invented projects with partners, participations and calls. For measuring only: there is no way back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many."""
        parser.add_argument("--projects", type=int, required=True, help="how many projects")
        parser.add_argument(
            "--participations-per-project", type=int, default=8, help="partners per project (8)"
        )
        parser.add_argument(
            "--partners", type=int, default=None, help="how many partners (one for ten projects)"
        )
        parser.add_argument(
            "--calls", type=int, default=None, help="how many calls (one for twenty projects)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them."""
        try:
            generate(
                options["projects"],
                options["participations_per_project"],
                partners=options["partners"],
                calls=options["calls"],
                tell=self.stdout.write,
            )
        except LookupError as error:
            raise CommandError(str(error)) from error
