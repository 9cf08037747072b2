"""Secrets of second factors: how they are encrypted, and what becomes of those that can no longer be read."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core import checks
from django.db import connections

UNREADABLE = (
    "The secret of a second factor cannot be read with SECRET_KEY. Put the key of the portal it comes from in "
    "SECRET_KEY_FALLBACKS, or run: manage.py reset_second_factor --unreadable"
)


def vault() -> MultiFernet:
    """Return what encrypts with SECRET_KEY and reads what was encrypted with one of SECRET_KEY_FALLBACKS too."""
    keys: list[str] = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests: list[bytes] = [hashlib.sha256(f"second factor {key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def unreadable(database: str = "default") -> list[Authenticator]:
    """Return authenticator apps and recovery codes whose secret no key reads. Passkeys keep no secret here."""
    keys = vault()
    found = Authenticator.objects.using(database).exclude(type=Authenticator.Type.WEBAUTHN)
    return [row for row in found.select_related("user").order_by("pk") if not _is_readable(row, keys)]


def _is_readable(row: Authenticator, keys: MultiFernet) -> bool:
    try:
        for secret in _secrets(row):
            keys.decrypt(secret)
    except InvalidToken:
        return False
    return True


def _secrets(row: Authenticator) -> Iterator[bytes]:
    for name in ("secret", "seed"):
        if name in row.data:
            yield row.data[name].encode()


def second_factors_can_be_read(
    app_configs: Any, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Say after a restore that people cannot sign in; `manage.py migrate` runs this check."""
    return [
        checks.Warning(f"{UNREADABLE} ({number} in all)", id="signin.W001")
        for database in databases or []
        if Authenticator._meta.db_table in connections[database].introspection.table_names()
        and (number := len(unreadable(database)))
    ]
