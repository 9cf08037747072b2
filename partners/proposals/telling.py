"""Tells people that staff have answered."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cluster_portal.letters import Letter, declare_letter, send_letter
from partners.letters.models import wants
from partners.memberships.models import Membership
from partners.proposals.choices import Decision
from partners.proposals.declared import field_named
from partners.proposals.models import ChangeProposal

# The letter, and the key under which people switch it off.
ANSWERED = "proposal_answered"
declare_letter(Letter(ANSWERED, _("Answer to a proposal")))


def tell_answer(proposal: ChangeProposal) -> None:
    """Write to the person who sent the proposal and wants to know, as long as they act for the partner."""
    person = proposal.proposed_by
    if person is None or not wants(person, ANSWERED):
        return
    if not Membership.objects.of(person).filter(partner=proposal.partner_id).exists():
        return
    language = person.language or proposal.language
    changes = list(proposal.changes.all())
    with translation.override(language):
        answers = [
            {
                "label": label_of(proposal.about, change.field, change.language),
                "decision": change.decision_label,
            }
            | {"reply": change.reply}
            for change in changes
        ]
        address = settings.SITE_URL + reverse("space:proposals")
    send_letter(
        ANSWERED,
        to=person.email,
        language=language,
        context={
            "name": person.get_short_name(),
            "title": proposal.title,
            "answers": answers,
            "accepted": sum(change.decision in (Decision.ACCEPTED, Decision.EDITED) for change in changes),
            "url": address,
        },
    )


def label_of(about: str, name: str, language: str) -> str:
    """Return what a change is about: the field, and the language in the reader's."""
    from cluster_portal.languages.codes import active_language, name_in

    field = field_named(about, name)
    label = str(field.label) if field else name
    return f"{label} ({name_in(language, active_language())})" if language else label
