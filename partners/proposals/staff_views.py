"""The screens of the admin on which staff answer proposals of partners."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import permission_required

from cluster_portal.accounts.models import User
from cluster_portal.pages.permissions import publishable_languages
from cluster_portal.staff.publishing import publish_url
from partners.proposals.accepting import answer, draft_of, may_answer
from partners.proposals.choices import ProposalState
from partners.proposals.models import ChangeProposal, ProposedChange
from partners.proposals.presenting import in_words
from partners.proposals.serving import picture
from partners.proposals.staff_forms import AnswerForm, answer_forms

_SHOWN = 50

answers_proposals = permission_required("proposals.change_changeproposal")


def _user(request: HttpRequest) -> User:
    """Return who is signed in: the screens let nobody else in."""
    return cast(User, request.user)


def _crumbs(*items: tuple[str, str]) -> list[dict[str, str]]:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    return crumbs + [{"url": url, "label": label} for url, label in items]


@require_safe
@answers_proposals
def index(request: HttpRequest) -> HttpResponse:
    """List the proposals about pages that the user may edit, those that wait unless another state is asked for."""
    state = request.GET.get("state", ProposalState.WAITING)
    found = ChangeProposal.objects.decided_by_staff(request.user).select_related("proposed_by")
    if state in ProposalState.values:
        found = found.filter(state=state)
    else:
        state = ""
    pages = Paginator(found.with_counts().newest_first(), _SHOWN).get_page(request.GET.get("page"))
    context = {
        "pages": pages,
        "state": state,
        "states": [*ProposalState.choices, ("all", _("All"))],
        "query": f"state={state or 'all'}&",
        "breadcrumbs_items": _crumbs(("", _("Proposals"))),
        "page_title": _("Proposals of partners"),
        "header_icon": "comment",
    }
    return render(request, "proposals/staff_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@answers_proposals
def proposal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show what a proposal changes, and take the answers."""
    allowed = ChangeProposal.objects.decided_by_staff(request.user).select_related("proposed_by", "page")
    found = get_object_or_404(allowed, uuid=uuid)
    draft = draft_of(found)
    changes = list(found.changes.select_related("decided_by"))
    open_changes = [change for change in changes if found.is_waiting and change.is_waiting]
    forms = answer_forms(
        found,
        in_words(found, [change for change in open_changes if may_answer(change, _user(request))], draft),
        draft,
        data=request.POST if request.method == "POST" else None,
    )
    if request.method == "POST" and (response := _take(request, found, forms)):
        return response
    page = draft.page if draft is not None else None
    context = {
        "proposal": found,
        "forms": forms,
        "not_theirs": len(open_changes) - len(forms),
        "decided": in_words(found, [change for change in changes if change not in open_changes]),
        "page": page,
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if page is not None else "",
        "publish_url": _publish_url(request, found, page),
        "breadcrumbs_items": _crumbs((reverse("proposals:index"), _("Proposals")), ("", str(found))),
        "page_title": str(found),
        "header_icon": "comment",
    }
    return render(
        request, "proposals/staff_proposal.html", context, status=422 if forms and forms[0].is_bound else 200
    )


def _take(request: HttpRequest, found: ChangeProposal, forms: list[AnswerForm]) -> HttpResponse | None:
    """Carry out the answers; None where the form has to be shown again."""
    if [form for form in forms if not form.is_valid()]:
        messages.error(request, _("Nothing was decided: correct what is marked below."))
        return None
    answers = {form.change.pk: given for form in forms if (given := form.answer) is not None}
    if not answers:
        messages.warning(request, _("No change was decided."))
        return None
    try:
        answer(found, answers, _user(request))
    except ValidationError as error:
        messages.error(request, _("Nothing was decided: %(reason)s") % {"reason": " ".join(error.messages)})
        return None
    except PermissionDenied:
        messages.error(request, _("Nothing was decided: you may not edit this page in these languages."))
        return None
    count = len(answers)
    text = ngettext("%(count)s change answered.", "%(count)s changes answered.", count) % {"count": count}
    if any(given.is_accepted for given in answers.values()):
        where = _("What was accepted is in the draft; publish it when you like.")
        text = f"{text} {where}"
    messages.success(request, text)
    return redirect("proposals:proposal", found.uuid)


def _publish_url(request: HttpRequest, found: ChangeProposal, page: Any) -> str:
    if page is None or not page.has_unpublished_changes or not publishable_languages(_user(request), page):
        return ""
    return publish_url(page, reverse("proposals:proposal", args=[found.uuid]))


@require_safe
@never_cache
@answers_proposals
def file(request: HttpRequest, pk: int) -> FileResponse:
    """Show the picture of a proposal."""
    allowed = ChangeProposal.objects.decided_by_staff(request.user)
    return picture(get_object_or_404(ProposedChange, pk=pk, proposal__in=allowed))
