"""Logs without the secrets that some links of the portal hold."""

import logging
import re

# What stands before a secret in an address, and the secret; nginx has the same (docs/administrators.md).
_SECRETS = re.compile(
    r"(/space/invitation/|/account/password/reset/[0-9A-Za-z]+-|/space/calendar/)([^/?\s\"']+)"
)


def without_secrets(text: str) -> str:
    """Return ``text`` with three dots in place of each secret that an address in it holds."""
    return _SECRETS.sub(r"\1…", text)


class Formatter(logging.Formatter):
    """Writes a record without secrets, its traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return without_secrets(super().format(record))
