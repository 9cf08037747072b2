"""Checks that every interface text is translated."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cluster_portal.operations.texts import catalogs, faults, read, texts_in_sources


class Command(BaseCommand):
    """``manage.py check_texts``."""

    help = "Fail when an interface text is missing, empty, fuzzy or unused in the texts of a language."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """List what is wrong, language by language."""
        texts = list(texts_in_sources(settings.BASE_DIR))
        found = catalogs(Path(settings.BASE_DIR) / "locale")
        failed = False
        for code, _name in settings.LANGUAGES:
            if code not in found:
                self.stderr.write(f"{code}: there is no locale/{code}/LC_MESSAGES/django.po")
                failed = True
                continue
            for fault in faults(texts, read(found[code])):
                self.stderr.write(f"{code}: {fault}")
                failed = True
        if failed:
            raise CommandError("Interface texts are not complete (docs/developers.md, “Interface texts”).")
        self.stdout.write(f"Interface texts: {len({t.key for t in texts})} in {len(found)} languages.")
