"""Imports redirects by the rules of the screen; Wagtail's command of this name knows only its own."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.contrib.redirects.utils import get_format_cls_by_extension, get_supported_extensions
from wagtail.models import Site

from cluster_portal.staff.redirect_import import import_rows


class Command(BaseCommand):
    """``manage.py import_redirects --src FILE``: all rows, or none when one is refused."""

    help = (
        "Import redirects from a .csv, .tsv or .xlsx file: old address and target, with a first row of names."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be chosen, by the names of Wagtail's command."""
        parser.add_argument("--src", type=Path, required=True, help="the file")
        parser.add_argument("--site", type=int, help="key of the site; by default the redirects hold for all")
        parser.add_argument("--from", type=int, default=0, help="column of the old address, counted from 0")
        parser.add_argument("--to", type=int, default=1, help="column of the target, counted from 0")
        parser.add_argument(
            "--temporary", action="store_true", help="say to browsers that they are temporary"
        )
        parser.add_argument(
            "--only-good", action="store_true", help="leave out what is refused, and import the rest"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, or list what is refused."""
        source: Path = options["src"]
        chosen = get_format_cls_by_extension(source.suffix.lstrip(".").lower())
        if chosen is None:
            raise CommandError(f"{source} is none of: {', '.join(get_supported_extensions())}.")
        reading = chosen()
        try:
            content = source.read_bytes() if reading.is_binary() else source.read_text(encoding="utf-8")
            site = Site.objects.get(pk=options["site"]) if options["site"] else None
        except (OSError, UnicodeDecodeError, Site.DoesNotExist) as error:
            raise CommandError(str(error)) from error
        choices = {
            "from_index": options["from"],
            "to_index": options["to"],
            "permanent": not options["temporary"],
            "site": site,
        }
        dataset = reading.create_dataset(content)
        columns = len(dataset.headers or ())
        if not all(0 <= options[name] < columns for name in ("from", "to")):
            raise CommandError(f"The file has {columns} columns, counted from 0.")
        saved, refused = import_rows(dataset, choices, None, only_good=options["only_good"])
        for row in refused:
            self.stderr.write(f"{row.line}: {row.old_address} -> {row.target}: {' '.join(row.reasons)}")
        if refused and not options["only_good"]:
            raise CommandError(
                "Nothing was imported. Correct these rows, or leave them out with --only-good."
            )
        self.stdout.write(f"Imported {saved} redirects.")
