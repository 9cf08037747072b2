"""Bringing, reading and taking back documents of a consortium."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cluster_portal.private.delivery import deliver
from partners.memberships.models import Membership
from partners.space.access import person
from projects.consortium import access, uploading
from projects.consortium.forms import DocumentForm, FileForm, VersionForm
from projects.consortium.models import ConsortiumDocument
from projects.models import ProjectPage

reading_and_sending = require_http_methods(["GET", "HEAD", "POST"])


def _memberships_for_upload(request: HttpRequest, project: ProjectPage) -> list[Membership]:
    """Return what the person belongs to in a project. Raises PermissionDenied for who may not upload."""
    user = person(request)
    memberships = access.own_memberships(user, project)
    if not access.may_upload(user, memberships):
        raise PermissionDenied
    return memberships


def _form(form_class: type[FileForm], request: HttpRequest, memberships: list[Membership]) -> FileForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return form_class(*sent, user=person(request), memberships=memberships)


@reading_and_sending
@access.in_consortium
def add_document(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    """Let a manager or an editor bring a document."""
    form = _form(DocumentForm, request, _memberships_for_upload(request, project))
    if form.is_bound and form.is_valid():
        title, note = form.cleaned_data["title"], form.cleaned_data["note"]
        uploading.add_document(project, form.upload(), title, note)
        messages.success(request, _("“%(title)s” is here for the consortium.") % {"title": title})
        return redirect("consortium:project", project=project.uuid)
    context = {"project": project, "form": form}
    return render(request, "consortium/document_form.html", context, status=422 if form.errors else 200)


@reading_and_sending
@access.in_consortium
def add_version(request: HttpRequest, project: ProjectPage, document: uuid.UUID) -> HttpResponse:
    """Let a manager or an editor bring a further version of a document."""
    found = access.shared_document(project, document)
    form = _form(VersionForm, request, _memberships_for_upload(request, project))
    if form.is_bound and form.is_valid():
        try:
            version = uploading.add_version(found, form.upload())
        except ConsortiumDocument.DoesNotExist as withdrawn:
            raise Http404 from withdrawn
        words = {"title": found.title, "number": version.number}
        messages.success(request, _("Version %(number)s of “%(title)s” is here for the consortium.") % words)
        return redirect("consortium:project", project=project.uuid)
    context = {"project": project, "document": found, "form": form}
    return render(request, "consortium/document_form.html", context, status=422 if form.errors else 200)


@reading_and_sending
@access.in_consortium
def withdraw(request: HttpRequest, project: ProjectPage, document: uuid.UUID) -> HttpResponse:
    """Ask whether a document is to be taken back, and take it back."""
    found = access.shared_document(project, document)
    user = person(request)
    if not access.may_withdraw(user, access.own_memberships(user, project), found):
        raise PermissionDenied
    if request.method == "POST":
        uploading.withdraw(found)
        messages.success(request, _("“%(title)s” has been withdrawn.") % {"title": found.title})
        return redirect("consortium:project", project=project.uuid)
    return render(request, "consortium/withdraw.html", {"project": project, "document": found})


@require_safe
@access.signed_in
def download(request: HttpRequest, version: uuid.UUID) -> HttpResponseBase:
    """Give a version of a document to those who may have it."""
    found = access.consortium_version(request.user, version)
    return deliver(request, found.file, name=found.name, content_type=found.kind, fingerprint=found.sha256)
