"""Invitations that are opened, and the people of a partner."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.forms import LoginForm
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.memberships import inviting
from partners.memberships.forms import InvitationForm, NewAccountForm
from partners.memberships.models import Invitation, Membership, Role
from partners.space.access import in_space, person


def tells_no_address(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let no request that follows name the address of this page, which holds a secret."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    return answer


@sensitive_post_parameters("password")
@tells_no_address
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Let somebody who was invited begin. Opening the link uses nothing up; only the form does."""
    found = inviting.find(secret)
    if found is None or not found.is_valid:
        return render(request, "space/invitation_over.html", {"invitation": found}, status=410)
    account = inviting.account_of(found)
    if account is not None:
        return _join_with_account(request, found, account_key=account.pk)
    form = NewAccountForm(request.POST or None, invitation=found)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            user = form.save()
            accepted = inviting.accept(found, user)
            if not accepted:
                transaction.set_rollback(True)
        if not accepted:
            return render(request, "space/invitation_over.html", {"invitation": found}, status=410)
        return _sign_in(request, user.email, form.cleaned_data["password"], found.role)
    return render(request, "space/invitation.html", {"invitation": found, "form": form})


def _sign_in(request: HttpRequest, email: str, password: str, role: str) -> HttpResponse:
    """Sign the person in as the login page does. Managers come to the second factor first."""
    form = LoginForm({"login": email, "password": password}, request=request)
    form.full_clean()
    then = reverse("mfa_index" if role == Role.MANAGER else "space:home")
    response: HttpResponse = form.login(request, redirect_url=then)
    return response


def _join_with_account(request: HttpRequest, found: Invitation, account_key: int) -> HttpResponse:
    """Let the person join who has an account already and is signed in with it; others learn that one must sign in."""
    if request.user.pk != account_key:
        return render(request, "space/invitation_sign_in.html", {"invitation": found})
    if request.method == "POST":
        if not inviting.accept(found, person(request)):
            return render(request, "space/invitation_over.html", {"invitation": found}, status=410)
        return redirect("space:home")
    return render(request, "space/invitation_join.html", {"invitation": found})


@tells_no_address
@never_cache
@require_POST
def new_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Send a new link to the address that was invited; who asks learns nothing."""
    found = inviting.find(secret)
    if found is not None and not found.is_valid:
        inviting.send_again(found)
    return render(request, "space/invitation_sent.html")


@require_safe
@in_space
def people(request: HttpRequest, memberships: list[Membership]) -> HttpResponse:
    """Show the colleagues of each partner that the person belongs to."""
    colleagues = Membership.objects.filter(partner__in=[row.partner_id for row in memberships]).in_order()
    waiting = Invitation.objects.waiting().select_related("mail")
    waiting = waiting.filter(partner__in=[row.partner_id for row in memberships if row.is_manager])
    by_partner: dict[int, list[Membership]] = {}
    for colleague in colleagues:
        by_partner.setdefault(colleague.partner_id, []).append(colleague)
    invited: dict[int, list[Invitation]] = {}
    for row in waiting:
        invited.setdefault(row.partner_id, []).append(row)
    groups = [
        {
            "mine": row,
            "colleagues": by_partner.get(row.partner_id, []),
            "invited": invited.get(row.partner_id, []),
        }
        for row in memberships
    ]
    return render(request, "space/people.html", {"groups": groups})


def _managed(memberships: list[Membership], identity: uuid.UUID) -> Membership:
    """Return the membership as manager of the partner with this identity. Raises Http404 without one."""
    for membership in memberships:
        if membership.partner.uuid == identity and membership.is_manager:
            return membership
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@in_space
def invite(request: HttpRequest, memberships: list[Membership], identity: uuid.UUID) -> HttpResponseBase:
    """Let a manager invite a colleague."""
    mine = _managed(memberships, identity)
    form = InvitationForm(request.POST or None, partner=mine.partner, by=person(request))
    if request.method == "POST" and form.is_valid():
        sent = form.save()
        messages.success(request, _("The invitation for %(name)s is on its way.") % {"name": sent.name})
        return redirect("space:people")
    return render(request, "space/invite.html", {"form": form, "mine": mine})


@require_POST
@in_space
def send_again(
    request: HttpRequest, memberships: list[Membership], identity: uuid.UUID, invited: uuid.UUID
) -> HttpResponseBase:
    """Let a manager send an invitation once more."""
    found = _waiting(_managed(memberships, identity), invited)
    inviting.send_again(found)
    messages.success(request, _("A new link for %(name)s is on its way.") % {"name": found.name})
    return redirect("space:people")


@require_POST
@in_space
def withdraw(
    request: HttpRequest, memberships: list[Membership], identity: uuid.UUID, invited: uuid.UUID
) -> HttpResponseBase:
    """Let a manager take an invitation back; its link no longer works."""
    found = _waiting(_managed(memberships, identity), invited)
    found.delete()
    messages.success(request, _("The invitation for %(name)s is taken back.") % {"name": found.name})
    return redirect("space:people")


def _waiting(mine: Membership, identity: uuid.UUID) -> Invitation:
    """Return an invitation of the manager's partner that waits. Raises Http404 for any other."""
    found = Invitation.objects.waiting().filter(partner=mine.partner_id, uuid=identity).first()
    if found is None:
        raise Http404
    return found


@require_POST
@in_space
def change_role(
    request: HttpRequest, memberships: list[Membership], identity: uuid.UUID, key: int
) -> HttpResponseBase:
    """Let a manager make a colleague member or manager, or take the colleague off the partner."""
    mine = _managed(memberships, identity)
    colleague = Membership.objects.select_related("user").filter(partner=mine.partner_id, pk=key).first()
    wanted = request.POST.get("role", "")
    if colleague is None or wanted not in ("remove", *Role.values):
        raise Http404
    if colleague.is_manager and wanted != Role.MANAGER and _is_last_manager(colleague):
        messages.error(request, _("Somebody must manage the people. Make a colleague manager first."))
    elif wanted == "remove":
        colleague.delete()
        messages.success(request, _("%(name)s no longer belongs to the partner.") % {"name": colleague.user})
    else:
        colleague.role = wanted
        colleague.save(update_fields=["role"])
        messages.success(
            request, _("%(name)s is now: %(role)s.") % {"name": colleague.user, "role": colleague.role_label}
        )
    return redirect("space:people")


def _is_last_manager(membership: Membership) -> bool:
    others = Membership.objects.filter(partner=membership.partner_id).exclude(pk=membership.pk)
    return not others.managing().exists()
