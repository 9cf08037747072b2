"""Addresses that lead to the one page where people sign in, and on to where they work."""

from collections.abc import Callable
from functools import wraps

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cluster_portal.signin.rules import destination


@require_safe
@never_cache
def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the page where one signs in, and back to ``next`` afterwards where it is an address of the portal.

    Who has signed in and comes here was refused: the account does not open that page.
    """
    if request.user.is_authenticated:
        return render(request, "signin/no_access.html", status=403)
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    address = reverse("account_login")
    return redirect(f"{address}?{urlencode({'next': wanted})}" if safe else address)


@require_safe
@never_cache
def account_home(request: HttpRequest) -> HttpResponse:
    """Lead people to where they work, and visitors to signing in."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    return redirect(destination(request.user))


def counts_once(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Of forms sent at the same moment let one make a second factor; the others lead to what there is now."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            with transaction.atomic():
                return view(request)
        except IntegrityError:
            return redirect("mfa_index")

    return answer
