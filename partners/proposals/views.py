"""Screens of the space on which a partner proposes changes and reads the answers."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cluster_portal.languages.codes import active_language
from cluster_portal.media.fields import refusal_to_keep
from partners.memberships.models import Membership
from partners.models import PartnerPage
from partners.proposals.choices import About
from partners.proposals.fields import Version
from partners.proposals.forms import ProposalForm
from partners.proposals.models import ChangeProposal, ProposedChange
from partners.proposals.presenting import in_words
from partners.proposals.sending import MOST_WAITING, has_room, keep
from partners.proposals.sending import withdraw as take_back
from partners.proposals.serving import picture
from partners.proposals.targets import parts_of, records_of
from partners.space.access import in_space, managed, person

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage

_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@in_space
def record(request: HttpRequest, memberships: list[Membership], uuid: UUID) -> HttpResponse:
    """Show what the portal says of a partner; a manager sends what should change."""
    page = records_of(memberships, request.user).filter(uuid=uuid).select_related("logo").first()
    if page is None:
        raise Http404
    return _form(request, memberships, About.RECORD, page, page)


@require_http_methods(["GET", "HEAD", "POST"])
@in_space
def part(request: HttpRequest, memberships: list[Membership], uuid: UUID) -> HttpResponse:
    """Show a partner's part in a project; a manager sends what should change.

    Whoever acts for several partners of the project says for which with the parameter ``partner``.
    """
    found = parts_of(memberships, request.user, uuid)
    if not found:
        raise Http404
    wanted = request.GET.get("partner", "")
    chosen = next((one for one in found if str(one.partner.uuid) == wanted), None)
    if chosen is None and wanted:
        raise Http404
    chosen = chosen or found[0]
    others = [one for one in found if one is not chosen]
    return _form(request, memberships, About.PART, chosen.project, chosen.partner, others=others)


def _form(
    request: HttpRequest,
    memberships: list[Membership],
    about: str,
    page: "PortalPage",
    partner: PartnerPage,
    **context: Any,
) -> HttpResponse:
    may_send = any(membership.partner_id == partner.pk for membership in managed(memberships))
    status = 200
    if request.method == "POST":
        if not may_send:
            raise PermissionDenied
        with transaction.atomic():
            # Whoever sends for this partner at the same time waits, and then sees what was sent.
            PartnerPage.objects.select_for_update(of=("self",)).get(pk=partner.pk)
            form = _bound(about, page, partner, may_send, request)
            if form.is_valid() and (answer := _send(request, form, partner, page)):
                return answer
        status = 422
    else:
        form = _bound(about, page, partner, may_send)
    context |= {
        "form": form,
        "target": page,
        "partner": partner,
        "may_send": may_send,
        "managers": [] if may_send else Membership.objects.filter(partner=partner).managing().in_order(),
    }
    return render(request, "proposals/form.html", context, status=status)


def _bound(
    about: str, page: "PortalPage", partner: PartnerPage, may_send: bool, request: HttpRequest | None = None
) -> ProposalForm:
    waiting = ProposedChange.objects.undecided().about(about, partner.pk, page.pk)
    sent = (request.POST, request.FILES) if request is not None else ()
    version = Version(page, partner.pk, is_public=True)
    return ProposalForm(about, version, waiting, active_language(), *sent, may_send=may_send)


def _send(
    request: HttpRequest, form: ProposalForm, partner: PartnerPage, page: "PortalPage"
) -> HttpResponse | None:
    """Keep the proposal and lead to the list; None where the form has to be shown again."""
    if not form.changed_entries:
        if form.repeated:
            messages.info(request, _("You have sent this already; it waits for an answer."))
            return redirect("space:proposals")
        form.add_error(None, ValidationError(_("You have changed nothing yet.")))
        return None
    if not has_room(partner):
        form.add_error(
            None,
            ValidationError(
                _(
                    "%(number)s proposals of your organisation wait for an answer already. Send more once some are "
                    "answered, or withdraw some."
                ),
                params={"number": MOST_WAITING},
            ),
        )
        return None
    try:
        keep(form, partner, page, person(request), active_language())
    except OSError as error:
        form.add_error(None, refusal_to_keep(error))
        return None
    messages.success(
        request, _("Thank you. The staff of the cluster will answer; until then nothing changes on the page.")
    )
    return redirect("space:proposals")


@require_safe
@in_space
def mine(request: HttpRequest, memberships: list[Membership]) -> HttpResponse:
    """List the proposals of the person's partners with their answers, and what they may propose."""
    proposals = ChangeProposal.objects.of_partners(memberships).select_related("proposed_by")
    found = Paginator(proposals.prefetch_related("changes"), _SHOWN).get_page(request.GET.get("page"))
    manages = {membership.partner_id for membership in managed(memberships)}
    context = {
        "pages": found,
        "proposals": [
            {
                "proposal": proposal,
                "changes": in_words(proposal, proposal.changes.all()),
                "may_withdraw": proposal.is_waiting and proposal.partner_id in manages,
                "is_gone": proposal.page_id is None,
            }
            for proposal in found
        ],
        "records": records_of(memberships, request.user).in_alphabetical_order(),
        "parts": parts_of(memberships, request.user),
    }
    return render(request, "proposals/mine.html", context)


@require_POST
@in_space
def withdraw(request: HttpRequest, memberships: list[Membership], uuid: UUID) -> HttpResponse:
    """Take a proposal back that nobody has answered yet."""
    proposal = get_object_or_404(ChangeProposal.objects.of_partners(memberships), uuid=uuid)
    if all(membership.partner_id != proposal.partner_id for membership in managed(memberships)):
        raise PermissionDenied
    if take_back(proposal):
        messages.success(request, _("The proposal is withdrawn."))
    else:
        messages.warning(request, _("The proposal was answered or withdrawn meanwhile."))
    return redirect("space:proposals")


@require_safe
@in_space
def file(request: HttpRequest, memberships: list[Membership], pk: int) -> FileResponse:
    """Show the picture of a proposal to people of its partner."""
    mine = ChangeProposal.objects.of_partners(memberships)
    return picture(get_object_or_404(ProposedChange, pk=pk, proposal__in=mine))
