"""Takes second factors away from people who lost them, or whose secrets can no longer be read."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError

from cluster_portal.accounts.models import User
from cluster_portal.signin.second_factors import unreadable


class Command(BaseCommand):
    """``manage.py reset_second_factor EMAIL`` or ``--unreadable``."""

    help = "Take the second factor away from a person, or from all whose secret can no longer be read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take an e-mail address, or the option for all."""
        chosen = parser.add_mutually_exclusive_group(required=True)
        chosen.add_argument(
            "email", nargs="?", help="e-mail address of the account: app, codes and passkeys go"
        )
        chosen.add_argument(
            "--unreadable",
            action="store_true",
            help="apps and recovery codes of all whose secret no key reads, after a restore; passkeys stay",
        )

    def handle(self, *args: Any, email: str | None, unreadable: bool, **options: Any) -> None:
        """Take them away and name the people."""
        if unreadable:
            self._take_away_unreadable()
            return
        try:
            user = User.objects.get_by_natural_key(email)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no account “{email}”.") from error
        taken, _by_model = Authenticator.objects.filter(user=user).delete()
        self.stdout.write(
            f"{user.email} has no second factor any more and signs in with the password; who must have one "
            "sets it up then."
            if taken
            else f"{user.email} has no second factor."
        )

    def _take_away_unreadable(self) -> None:
        rows = unreadable()
        Authenticator.objects.filter(pk__in=[row.pk for row in rows]).delete()
        for email in sorted({row.user.email for row in rows}):
            self.stdout.write(f"  {email}")
        self.stdout.write(
            "The second factors of these people could not be read and are taken away; they set up new ones when "
            "they sign in next."
            if rows
            else "All second factors can be read; nothing was changed."
        )
