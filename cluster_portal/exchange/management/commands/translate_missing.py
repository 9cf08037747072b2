"""Fills what is missing in a language with a machine's translation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_portal.exchange.machine import MachineTranslationError, configured_translator
from cluster_portal.exchange.machine.filling import fill_missing
from cluster_portal.exchange.selection import Selection, selected
from cluster_portal.languages.codes import content_languages


class Command(BaseCommand):
    """``manage.py translate_missing --target nl [--page ID …]``."""

    help = "Translate by machine what has no text yet, as drafts. Restricted pages are never sent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take language and pages."""
        parser.add_argument("--target", required=True, choices=content_languages())
        parser.add_argument(
            "--page", action="append", type=int, default=[], metavar="ID", help="a page, by its key"
        )

    def handle(self, *args: Any, target: str, page: list[int], **options: Any) -> None:
        """Translate, and say what was left out."""
        translator = configured_translator()
        if translator is None:
            raise CommandError("No machine translation is set up: put a key in DEEPL_API_KEY.")
        try:
            filled = fill_missing(selected(Selection(pages=page)), target, translator)
        except MachineTranslationError as error:
            raise CommandError(str(error)) from error
        for title, reason in filled.left_out:
            self.stderr.write(f"{title}: {reason}")
        self.stdout.write(f"Translated: {filled.units} units of {filled.records} records")
