"""Begins an empty portal for a cluster: its name, its sections, its first administrator."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import get_random_string

from cluster_portal.accounts.models import User
from cluster_portal.content.loader import load_folder
from cluster_portal.languages.codes import content_languages
from cluster_portal.pages.models import PortalPage

START = Path(__file__).resolve().parent.parent.parent / "start"


class Command(BaseCommand):
    """``manage.py start_portal --name "Mechatronics Cluster" --languages en,de --admin ann@example.org``."""

    help = "Begin an empty portal: name, languages, first administrator and section pages, no demo content."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take name, languages and administrator."""
        parser.add_argument("--name", required=True, help="name of the cluster")
        parser.add_argument(
            "--languages",
            default=",".join(settings.PORTAL_LANGUAGES),
            help="languages to publish in, as fr,en (default: all that the portal offers)",
        )
        parser.add_argument("--admin", required=True, help="e-mail address of the first administrator")
        parser.add_argument("--admin-name", default="", help="name of the first administrator")
        parser.add_argument("--password", default="", help="password (default: one is made and printed once)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything first; then make all of it or nothing."""
        languages = self._languages(options["languages"])
        name, address = options["name"].strip(), options["admin"].strip()
        password = options["password"] or get_random_string(20)
        if not name:
            raise CommandError("--name: give the cluster's name.")
        self._check_person(address, password)
        if PortalPage.objects.filter(depth__gt=1).exists():
            raise CommandError("This database has pages already; start_portal begins in an empty one.")
        with transaction.atomic():
            load_folder(START, words={"cluster": name}, languages=languages)
            User.objects.create_superuser(
                address, password, name=options["admin_name"].strip() or address, language=languages[0]
            )
        self.stdout.write(f"The portal of {name} is ready in {', '.join(languages)}.")
        if languages != list(settings.PORTAL_LANGUAGES):
            self.stdout.write(
                f"Set PORTAL_LANGUAGES={','.join(languages)} so that readers are offered these only."
            )
        if not options["password"]:
            self.stdout.write(f"Sign in as {address} with the password {password} (shown only now).")

    @staticmethod
    def _languages(text: str) -> list[str]:
        wanted = [code.strip() for code in text.split(",") if code.strip()]
        unknown = [code for code in wanted if code not in content_languages()]
        if unknown or not wanted:
            known = ", ".join(content_languages())
            raise CommandError(
                f"--languages: {', '.join(unknown) or 'nothing given'}; this portal knows {known}."
            )
        return [code for code in content_languages() if code in wanted]

    @staticmethod
    def _check_person(address: str, password: str) -> None:
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(f"--admin: “{address}” is no e-mail address.") from error
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(f"--password: {' '.join(error.messages)}") from error
        if User.objects.filter(email=address).exists():
            raise CommandError(f"--admin: {address} has an account already.")
