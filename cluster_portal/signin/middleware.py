"""Asks for a second factor of those who must have one and have none yet."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cluster_portal.signin.rules import must_have_second_factor

# Kept in the session, so that only its first requests ask the database.
_HAS_ONE = "has_second_factor"


class SecondFactorMiddleware:
    """Lets nobody go on without the second factor they must have; the screens of the account stay open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_set_one_up(request):
            return redirect("mfa_index")
        return self.get_response(request)

    @staticmethod
    def _must_set_one_up(request: HttpRequest) -> bool:
        # Without a session nobody is signed in; asking all the same would make every answer depend on cookies.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return False
        user = request.user
        if not user.is_authenticated or request.session.get(_HAS_ONE):
            return False
        if request.path.startswith(reverse("account_home")) or not must_have_second_factor(user):
            return False
        if is_mfa_enabled(user):
            request.session[_HAS_ONE] = True
            return False
        return True
