"""Looks at all texts of the portal."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import models

from cluster_portal.editorial.findings import look_at_everything
from cluster_portal.editorial.problems import Problem
from cluster_portal.languages.codes import default_language


class Command(BaseCommand):
    """``manage.py check_texts_of_content [--strict]``: run it every night, dates pass although nobody writes."""

    help = (
        "Run the editorial checks on all pages and records, store what is found for the report, and list it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether problems are an error."""
        parser.add_argument("--strict", action="store_true", help="exit status 1 when there is a problem")

    def handle(self, *args: Any, strict: bool, verbosity: int, **options: Any) -> None:
        """List what is found."""

        def show(instance: models.Model, problem: Problem) -> None:
            if verbosity:
                with default_language():
                    title = str(instance)
                where = f"{instance._meta.label} {instance.pk} “{title}” [{problem.language}] {problem.label}"
                self.stdout.write(f"{where}: {problem.message} {problem.excerpt}")

        looked = look_at_everything(show)
        self.stdout.write(f"Looked at {looked.records} records: {looked.problems} problems.")
        if strict and looked.problems:
            raise CommandError("There are problems.")
