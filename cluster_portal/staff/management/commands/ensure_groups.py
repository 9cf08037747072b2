"""Make the groups of staff that are missing."""

from typing import Any

from django.core.management.base import BaseCommand

from cluster_portal.staff.groups import ensure_groups


class Command(BaseCommand):
    """Makes editors, moderators and one group of translators per language; leaves existing groups alone."""

    help = "Make the groups of staff that are missing, with their first rights."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the groups and name them."""
        groups = ensure_groups()
        names = ", ".join(group.name for group in groups)
        self.stdout.write(f"Groups set up: {names}." if groups else "All groups are there.")
