"""Takes an exchange file back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_portal.exchange.applying import apply_file
from cluster_portal.exchange.errors import ExchangeError
from cluster_portal.exchange.formats import check_size, read
from cluster_portal.exchange.planning import plan_file
from cluster_portal.exchange.plans import Plan


class Command(BaseCommand):
    """``manage.py import_translations FILE [--dry-run]``. Exit status 0 only when nothing was refused."""

    help = "Import translated texts as drafts. Units whose source changed since the export are refused and listed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )

    def handle(self, *args: Any, file: Path, dry_run: bool, verbosity: int, **options: Any) -> None:
        """Import, and say what became of it."""
        try:
            check_size(file.stat().st_size)
            parsed = read(file.read_bytes())
            plan = plan_file(parsed) if dry_run else apply_file(parsed)
        except ExchangeError as error:
            raise CommandError(f"{file.name}: {error}\nNothing was changed.") from error
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        self._list_refused(plan)
        counts = plan.counts()
        label = "Would import" if dry_run else "Imported"
        self.stdout.write(f"{label}: {', '.join(f'{number} {name}' for name, number in counts.items())}")
        if not plan.is_complete:
            raise CommandError(f"{counts['refused']} units were refused.")

    def _list_refused(self, plan: Plan) -> None:
        for record in plan.records:
            for unit in record.refused:
                self.stderr.write(
                    f"line {unit.line}: {record.title}: {unit.label or unit.key} [{unit.key}]: {unit.reason}"
                )
                if unit.before or unit.after:
                    self.stderr.write(f"  old: {unit.before}\n  new: {unit.after}")
