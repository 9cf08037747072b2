"""Keeps what a partner proposes, until staff answer."""

import uuid
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from cluster_portal.media.gate import PassedFile
from partners.proposals import images
from partners.proposals.choices import ProposalState
from partners.proposals.forms import ProposalForm
from partners.proposals.models import ChangeProposal, ProposedChange

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage
    from partners.models import PartnerPage

# More would keep staff from seeing what matters.
MOST_WAITING = 20


def has_room(partner: "PartnerPage") -> bool:
    """Say whether the partner may send another proposal before the others are answered."""
    return ChangeProposal.objects.waiting().filter(partner=partner).count() < MOST_WAITING


@transaction.atomic
def keep(
    form: ProposalForm, partner: "PartnerPage", page: "PortalPage", person: "User", language: str
) -> ChangeProposal:
    """Store what changed in a valid form; nothing on the page changes."""
    proposal = ChangeProposal.objects.create(
        about=form.about,
        partner=partner,
        partner_name=str(partner.texts.title)[:255],
        page_id=page.pk,
        title=str(page.texts.title)[:255],
        proposed_by=person,
        language=person.language or language,
    )
    for position, entry in enumerate(form.changed_entries):
        change = ProposedChange(
            proposal=proposal,
            field=entry.field.name,
            language=entry.language,
            position=position,
            value_before=entry.replaced,
            value_proposed=entry.proposed,
        )
        upload = form.cleaned_data.get(entry.name_of(""))
        if isinstance(upload, PassedFile):
            _keep_file(change, upload)
        change.save()
    return proposal


def _keep_file(change: ProposedChange, upload: Any) -> None:
    upload.seek(0)
    # Nothing of the name that the person's computer gave it.
    name = f"{uuid.uuid4()}.{images.suffix(change.value_proposed)}"
    change.file.save(name, ContentFile(upload.read()), save=False)


@transaction.atomic
def withdraw(proposal: ChangeProposal) -> bool:
    """Take back what staff have not answered yet; say whether there was anything."""
    found = ChangeProposal.objects.select_for_update().get(pk=proposal.pk)
    if not found.is_waiting:
        return False
    found.state, found.answered_at = ProposalState.WITHDRAWN, timezone.now()
    found.save()
    forget_files(found)
    return True


def forget_files(proposal: ChangeProposal) -> None:
    """Remove the files of a proposal that nobody needs any more."""
    for change in proposal.changes.exclude(file=""):
        change.file.delete(save=True)
