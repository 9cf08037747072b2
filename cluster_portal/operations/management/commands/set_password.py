"""Gives a person a new password and shows it once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from cluster_portal.accounts.models import User
from cluster_portal.operations.accounts import set_password


class Command(BaseCommand):
    """``manage.py set_password EMAIL``."""

    help = "Give a person a new random password and print it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the e-mail address."""
        parser.add_argument("email", help="e-mail address of the account, in any case")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        """Set the password, or name the accounts that exist."""
        try:
            password = set_password(email)
        except User.DoesNotExist as error:
            staff = User.objects.filter(is_staff=True).order_by("pk").values_list("email", flat=True)
            known = ", ".join(staff[:10]) or "none yet"
            raise CommandError(f"There is no account “{email}”. Accounts of staff: {known}.") from error
        except DatabaseError as error:
            raise CommandError("The portal has no database yet: make run makes it, with accounts.") from error
        self.stdout.write(f"New password of {email}: {password}")
