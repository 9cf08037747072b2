"""Where a request comes from. Everything that counts by place asks here, behind web servers too."""

from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest


def place_of(request: HttpRequest) -> str:
    """Return the visitor's address as the outermost of the TRUSTED_PROXIES web servers in front saw it.

    Of an IPv6 address the network counts: one visitor has all addresses in it.
    """
    return str(get_ip(request))
