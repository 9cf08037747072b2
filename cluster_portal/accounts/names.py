"""Names of people, which stand in mails to others."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What mail programs make a link of, and what begins a new line.
_WEB_ADDRESS = re.compile(r"[/@:\x00-\x1f\x7f\u2028\u2029]|\w[.\u3002\uff0e\uff61]\w{2,}")


def no_web_address(name: str) -> None:
    """Refuse a name that a mail program would show as a link."""
    if _WEB_ADDRESS.search(name):
        raise ValidationError(
            _("Write the name only, without a web address, and with a space after a full stop."),
            code="web_address",
        )
