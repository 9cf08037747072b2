"""Makes accounts for a first look, one for each kind of work."""

from typing import Any

from django.core.management.base import BaseCommand

from cluster_portal.operations.accounts import make_demo_accounts


class Command(BaseCommand):
    """``manage.py demo_accounts``."""

    help = "Make accounts for a first look and print their passwords, once. Never on a public server."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each account: address, password, what it may do."""
        for account, password in make_demo_accounts():
            shown = password or "(set earlier)"
            self.stdout.write(f"  {account.email:30} {shown:18} {account.may}")
