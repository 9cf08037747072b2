"""Writes an exchange file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_portal.exchange.errors import ExchangeError
from cluster_portal.exchange.exporting import package
from cluster_portal.exchange.formats import FORMATS
from cluster_portal.exchange.model import UnitState
from cluster_portal.exchange.selection import Selection, existing_pages, selected
from cluster_portal.languages.codes import content_languages


class Command(BaseCommand):
    """``manage.py export_translations --source fr --target nl --format xliff12 --output FILE``."""

    help = "Export texts for translation, as XLIFF 1.2, XLIFF 2.0, PO or XLSX. Without --page: everything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take languages, format, file and selection."""
        parser.add_argument("--source", required=True, choices=content_languages())
        parser.add_argument("--target", required=True, choices=content_languages())
        parser.add_argument("--format", required=True, choices=list(FORMATS), dest="form")
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")
        parser.add_argument(
            "--page", action="append", type=int, default=[], metavar="ID", help="a page, by its key"
        )
        parser.add_argument(
            "--section", action="append", type=int, default=[], metavar="ID", help="a page and all below"
        )
        parser.add_argument("--state", default="", help=f"units in these states only: {','.join(UnitState)}")

    def handle(
        self,
        *args: Any,
        source: str,
        target: str,
        form: str,
        output: Path,
        page: list[int],
        section: list[int],
        state: str,
        **options: Any,
    ) -> None:
        """Write the file, or say what is wrong."""
        if source == target:
            raise CommandError("Source and target are the same language.")
        states = [name.strip() for name in state.split(",") if name.strip()]
        unknown = [name for name in states if name not in set(UnitState)]
        if unknown:
            raise CommandError(f"There is no state {', '.join(unknown)}; there are {', '.join(UnitState)}.")
        absent = {*page, *section} - existing_pages([*page, *section])
        if absent:
            raise CommandError(f"There is no page {', '.join(map(str, sorted(absent)))}.")
        made = package(selected(Selection(pages=page, sections=section)), source, target, states)
        try:
            data = FORMATS[form].write(made)
            output.write_bytes(data)
        except (ExchangeError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Exported: {made.units} units of {len(made.records)} records to {output}")
