"""Who may enter the space of partners."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from cluster_portal.accounts.models import User
from partners.memberships.models import Membership

P = ParamSpec("P")
SpaceView = Callable[Concatenate[HttpRequest, list[Membership], P], HttpResponseBase]


def in_space(view: SpaceView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let only people of a partner in, and give the view what they belong to. No cache keeps the answer.

    Visitors are asked to sign in; who belongs to no partner is told so. What they belong to is read with each
    request, so that leaving a partner takes effect with the next one.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        memberships = list(Membership.objects.of(request.user).select_related("partner").order_by("since"))
        if not memberships:
            return render(request, "space/no_partner.html", status=403)
        return view(request, memberships, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", guarded)


def person(request: HttpRequest) -> User:
    """Return who is signed in; only for views of the space."""
    return cast("User", request.user)


def managed(memberships: list[Membership]) -> list[Membership]:
    """Return the memberships as a manager."""
    return [membership for membership in memberships if membership.is_manager]


def keys_of_partners(memberships: list[Membership]) -> list[Any]:
    """Return the keys of the partners that somebody belongs to."""
    return [membership.partner_id for membership in memberships]
