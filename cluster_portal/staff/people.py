"""Who is at work."""

from typing import cast

from django.http import HttpRequest

from cluster_portal.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """Return the person signed in; only for views behind the admin's sign-in."""
    return cast("User", request.user)
