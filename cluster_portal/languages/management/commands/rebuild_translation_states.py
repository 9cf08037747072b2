"""Computes the stored states of translation again from the records."""

from typing import Any

from django.core.management.base import BaseCommand

from cluster_portal.languages.rebuilding import rebuild


class Command(BaseCommand):
    """``manage.py rebuild_translation_states``."""

    help = "Compute the stored states of translation again and say how many differed."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        """Rebuild, with a line per hundred records when asked to say more."""

        def progress(done: int, total: int) -> None:
            if verbosity > 1 and (done % 100 == 0 or done == total):
                self.stdout.write(f"{done} of {total}")

        result = rebuild(progress)
        self.stdout.write(f"{result.records} records looked at; {result.differed} states were not as stored.")
