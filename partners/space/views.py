"""The first page of the space."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partners.memberships.models import Membership
from partners.space.access import in_space
from partners.space.sections import sections


@require_safe
@in_space
def home(request: HttpRequest, memberships: list[Membership]) -> HttpResponse:
    """Show the person's projects, partners, and what awaits them."""
    return render(
        request,
        "space/home.html",
        {
            "memberships": memberships,
            "sections": sections(request, memberships),
            "today": timezone.localdate(),
        },
    )
