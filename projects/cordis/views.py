"""The CORDIS screens of the admin: upload, progress, proposals, decisions."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.auth import permission_required

from cluster_portal.accounts.models import User
from cluster_portal.database import record_key
from cluster_portal.media.fields import refusal_to_keep
from projects.cordis import uploads
from projects.cordis.accepting import decide, undo_decision
from projects.cordis.choices import Decision
from projects.cordis.forms import GrantNumberForm, UploadForm
from projects.cordis.models import CordisProject, ImportRun, Proposal, ProposedFact
from projects.cordis.presenting import Presentation, notes, status_label
from projects.cordis.proposing import refresh_proposal
from projects.cordis.tasks import import_uploaded

_RUNS_SHOWN = 5
_PROPOSALS_SHOWN = 100
_SECONDS_BETWEEN_LOOKS = 2

may_decide = permission_required("cordis.change_proposal")


def _user(request: HttpRequest) -> User:
    """Return who is signed in: the screens let nobody else in."""
    return cast(User, request.user)


def _crumbs(*items: tuple[str, str]) -> list[dict[str, str]]:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    return crumbs + [{"url": url, "label": label} for url, label in items]


@may_decide
def index(request: HttpRequest) -> HttpResponse:
    """Upload files, type a grant number, see what is to decide."""
    upload = UploadForm(prefix="upload")
    number = GrantNumberForm(prefix="number")
    if request.method == "POST" and "number-grant_number" in request.POST:
        number = GrantNumberForm(request.POST, prefix="number")
        if number.is_valid():
            return _propose(request, number.cleaned_data["grant_number"])
    elif request.method == "POST":
        if not request.user.has_perm("cordis.add_importrun"):
            raise PermissionDenied
        upload = UploadForm(request.POST, request.FILES, prefix="upload")
        if upload.is_valid():
            try:
                return redirect("cordis:run", _start(request, upload).uuid)
            except OSError as error:
                upload.add_error("chosen_files", refusal_to_keep(error))
    context = {
        "upload_form": upload,
        "number_form": number,
        "runs": ImportRun.objects.all()[:_RUNS_SHOWN],
        "projects_loaded": CordisProject.objects.count(),
        "proposals": Proposal.objects.to_decide()[:_PROPOSALS_SHOWN],
        "decided": Proposal.objects.all_decided()[:_PROPOSALS_SHOWN],
        "breadcrumbs_items": _crumbs(("", _("CORDIS"))),
        "page_title": _("CORDIS"),
        "header_icon": "download",
    }
    return render(request, "cordis/index.html", context)


def _start(request: HttpRequest, form: UploadForm) -> ImportRun:
    files = form.cleaned_data["chosen_files"]
    run = ImportRun.objects.create(
        source=", ".join(file.name for file in files)[:300],
        strict=form.cleaned_data["strict"],
        created_by=_user(request),
    )
    try:
        uploads.keep(run, files)
    except OSError:
        uploads.forget(run)
        run.delete()
        raise
    import_uploaded.enqueue(str(run.uuid), form.cleaned_data["numbers"])
    return run


def _propose(request: HttpRequest, grant_number: str) -> HttpResponse:
    proposal, _new = refresh_proposal(CordisProject.objects.get(grant_number=grant_number))
    if proposal is None:
        messages.info(request, _("The portal says all that CORDIS says about this project."))
        return redirect("cordis:index")
    return redirect("cordis:proposal", proposal.uuid)


@may_decide
@require_GET
def run(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Show how far an import is; the page loads itself again until it is done."""
    found = get_object_or_404(ImportRun, uuid=uuid)
    context = {
        "run": found,
        "seconds": _SECONDS_BETWEEN_LOOKS if found.is_under_way else 0,
        "proposals": Proposal.objects.to_decide()[:_PROPOSALS_SHOWN],
        "breadcrumbs_items": _crumbs((reverse("cordis:index"), _("CORDIS")), ("", found.source)),
        "page_title": found.source,
        "header_icon": "download",
    }
    return render(request, "cordis/run.html", context)


@may_decide
def proposal(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Show a proposal, and take decisions on its facts."""
    found = get_object_or_404(Proposal.objects.outside_bin(), uuid=uuid)
    if request.method == "POST":
        return _decide(request, found)
    source = CordisProject.objects.filter(grant_number=found.grant_number).first()
    presentation = Presentation(found)
    context = {
        "proposal": found,
        "source": source,
        "status": status_label(source) if source else "",
        "notes": notes(source) if source else [],
        "open_groups": presentation.groups(Decision.OPEN),
        "accepted_groups": presentation.groups(Decision.ACCEPTED),
        "declined_groups": presentation.groups(Decision.DECLINED),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[found.project_id]) if found.project_id else "",
        "breadcrumbs_items": _crumbs((reverse("cordis:index"), _("CORDIS")), ("", str(found))),
        "page_title": str(found),
        "header_icon": "download",
    }
    return render(request, "cordis/proposal.html", context)


def _decide(request: HttpRequest, found: Proposal) -> HttpResponse:
    back = redirect("cordis:proposal", found.uuid)
    chosen = {key for sent in request.POST.getlist("fact") if (key := record_key(sent)) is not None}
    if not chosen:
        messages.warning(request, _("No fact was chosen."))
        return back
    decline = request.POST.get("decision") == "decline"
    partners = {pk: choice for pk in chosen if (choice := request.POST.get(f"partner-{pk}", ""))}
    try:
        decide(found, set() if decline else chosen, chosen if decline else set(), _user(request), partners)
    except ValidationError as error:
        messages.error(
            request, _("Nothing was taken over: %(reason)s") % {"reason": " ".join(error.messages)}
        )
        if source := CordisProject.objects.filter(grant_number=found.grant_number).first():
            refresh_proposal(source)
        return back
    except PermissionDenied:
        messages.error(request, _("Nothing was taken over: you may not edit one of the pages concerned."))
        return back
    count = len(chosen)
    message = (
        ngettext("%(count)s fact declined.", "%(count)s facts declined.", count)
        if decline
        else ngettext("%(count)s fact taken over.", "%(count)s facts taken over.", count)
    )
    messages.success(request, message % {"count": count})
    return back


@may_decide
@require_POST
def compare(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Compare the project with CORDIS again."""
    found = get_object_or_404(Proposal.objects.outside_bin(), uuid=uuid)
    source = CordisProject.objects.filter(grant_number=found.grant_number).first()
    if source is not None:
        refresh_proposal(source)
        messages.success(request, _("Compared with CORDIS."))
    return redirect("cordis:proposal", found.uuid)


@may_decide
@require_POST
def reopen(request: HttpRequest, uuid: Any, pk: int) -> HttpResponse:
    """Ask about a declined fact again."""
    proposals = Proposal.objects.outside_bin().filter(uuid=uuid)
    fact = get_object_or_404(ProposedFact, pk=pk, proposal__in=proposals, decision=Decision.DECLINED)
    undo_decision(fact)
    return redirect("cordis:proposal", uuid)
