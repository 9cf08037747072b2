"""The screen on which people choose their letters."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partners.letters.forms import LettersForm
from partners.memberships.models import Membership
from partners.space.access import in_space, person


@require_http_methods(["GET", "HEAD", "POST"])
@in_space
def choose(request: HttpRequest, memberships: list[Membership]) -> HttpResponse:
    """Let somebody switch kinds of letters off and on."""
    form = LettersForm(request.POST if request.method == "POST" else None, user=person(request))
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Your choice is saved."))
        return redirect("letters:choose")
    return render(request, "letters/choose.html", {"form": form})
