"""Print what the dashboard of translations costs with many pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from cluster_portal.languages.codes import content_languages
from cluster_portal.translating.measuring import looks, many_pages

_MOST_QUERIES = 12
_MOST_SECONDS = 0.5


class Command(BaseCommand):
    """Measures the dashboard on the current database and leaves nothing behind."""

    help = "Print queries and server time of the dashboard of translations with many pages."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number of pages."""
        parser.add_argument("--pages", type=int, default=5000, help="How many pages to have (5000).")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure; fail when it costs too much."""
        number = options["pages"]
        with many_pages(number):
            found = looks()
        self.stdout.write(
            f"Dashboard of translations, {number} pages × {len(content_languages())} languages, {connection.vendor}"
        )
        for look in found:
            self.stdout.write(
                f"  {look.name:<26} {look.queries:>3} queries  median {look.median * 1000:>5.0f} ms"
                f"  slowest {look.slowest * 1000:>5.0f} ms  processor {look.processor * 1000:>5.0f} ms"
            )
        worst = max(found, key=lambda look: look.median)
        if worst.median > _MOST_SECONDS or any(look.queries > _MOST_QUERIES for look in found):
            raise CommandError(f"More than {_MOST_QUERIES} queries or {_MOST_SECONDS} s: {worst.name}.")
