"""Keeps one reader of the interface from keeping the portal busy."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

# Requests per minute and address.
_PER_MINUTE = 120
_SECONDS = 60


class PerAddress(BaseThrottle):
    """Counts requests per address in whole minutes; nothing but a short-lived digest of the address is kept."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Say whether the request is answered."""
        address = request.META.get("REMOTE_ADDR", "")
        digest = hashlib.sha256(f"{settings.SECRET_KEY}{address}".encode()).hexdigest()[:32]
        key = f"api:{digest}"
        if cache.add(key, 1, _SECONDS):
            return True
        try:
            return int(cache.incr(key)) <= _PER_MINUTE
        except ValueError:
            # It ran out between the two.
            return True

    def wait(self) -> float | None:
        """Return the seconds after which to try again."""
        return float(_SECONDS)
