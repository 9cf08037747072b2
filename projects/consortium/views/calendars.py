"""The private addresses of somebody's calendars, and the calendars themselves."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cluster_portal.languages.routing import absolute
from cluster_portal.private.delivery import private_answer
from partners.space.access import person
from projects.consortium.access import projects_of, signed_in
from projects.consortium.calendars import calendar_of
from projects.consortium.forms import TokenForm
from projects.consortium.models import CalendarToken
from projects.consortium.views.documents import reading_and_sending

# More calendar programs than anybody has.
_MOST = 20


@reading_and_sending
@signed_in
def calendar(request: HttpRequest) -> HttpResponse:
    """List the addresses of somebody's calendars, and make another one, which is shown this once."""
    user = person(request)
    tokens = CalendarToken.objects.of(user)
    data = request.POST if request.method == "POST" else None
    form = TokenForm(data, projects=projects_of(user).newest_first())
    address = ""
    if form.is_bound and form.is_valid():
        if tokens.count() >= _MOST:
            form.add_error(None, _("You have many addresses already. Revoke one that you do not use."))
        else:
            token = CalendarToken(user=user, project=form.cleaned_data["project"])
            address = absolute(reverse("consortium:calendar_feed", args=[token.set_secret()])) or ""
            token.save()
    context = {"form": form, "tokens": tokens, "address": address}
    return render(request, "consortium/calendar.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def revoke_calendar(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """End an address of the person's own."""
    ended = CalendarToken.objects.of(person(request)).filter(uuid=token)
    if not ended.update(revoked_at=timezone.now()):
        raise Http404
    messages.success(request, _("The address works no longer."))
    return redirect("consortium:calendar")


@require_safe
@private_answer
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Return a calendar to whoever knows its address, as far as the person who made it belongs to the projects."""
    token = CalendarToken.objects.with_secret(secret)
    if token is None:
        raise Http404
    projects = projects_of(token.user)
    if token.project_id is not None:
        projects = projects.filter(pk=token.project_id)
    if not projects.exists():
        raise Http404
    response = HttpResponse(calendar_of(token, projects), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="projects.ics"'
    return response
