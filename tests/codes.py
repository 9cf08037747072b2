"""Codes of authenticator apps."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time


def code_of(secret: str) -> str:
    """Return what an authenticator app shows now."""
    # The first of the three would be refused when the half minute ends before the code is sent.
    _before, now, _after = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, now))
