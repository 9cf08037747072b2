"""What happens when staff answer: accepted changes go into the draft of the page, and nothing is published."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cluster_portal.languages.intents import Intent
from cluster_portal.languages.rights import may_write, may_write_facts
from cluster_portal.pages.drafts import save_draft
from cluster_portal.pages.models import PortalPage
from partners.proposals.choices import Decision, ProposalState
from partners.proposals.declared import field_named
from partners.proposals.fields import Acceptance, Version, digest
from partners.proposals.models import ChangeProposal, ProposedChange
from partners.proposals.sending import forget_files
from partners.proposals.telling import tell_answer

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User


@dataclass(frozen=True, slots=True)
class Answer:
    """What staff decided about a change: the value to take over (refused without one), and a word of reply.

    ``seen`` is the digest of the drafted value that was shown to whoever decided.
    """

    is_accepted: bool
    value: Any = None
    reply: str = ""
    seen: str = ""


@transaction.atomic
def answer(proposal: ChangeProposal, answers: Mapping[int, Answer], user: "User") -> ChangeProposal:
    """Carry out the answers, by key of the change; once all changes are answered, the person gets a letter.

    Raises ValidationError when the page or the proposal is not what it was or the page would not be valid, and
    PermissionDenied when the user may not edit the page in that language; then nothing has changed.
    """
    answered = _carry_out(proposal, answers, user)
    if answered.state == ProposalState.ANSWERED:
        tell_answer(answered)
    return answered


def _carry_out(proposal: ChangeProposal, answers: Mapping[int, Answer], user: "User") -> ChangeProposal:
    found = ChangeProposal.objects.select_for_update().get(pk=proposal.pk)
    if not found.is_waiting:
        raise ValidationError(_("The proposal was answered or withdrawn meanwhile."))
    waiting = {change.pk: change for change in found.changes.undecided()}
    if any(key not in waiting for key in answers):
        raise ValidationError(_("Somebody else has answered one of these changes meanwhile."))
    for key in answers:
        _refuse_what_is_not_theirs(waiting[key], user)
    taken = {waiting[key]: given for key, given in answers.items() if given.is_accepted}
    if taken:
        _write(found, taken, user)
    now = timezone.now()
    for key, given in answers.items():
        change = waiting[key]
        change.decision = _decision(change, given)
        change.value_accepted = given.value if given.is_accepted else None
        change.reply, change.decided_by, change.decided_at = given.reply, user, now
        change.save()
    if not found.changes.undecided().exists():
        found.state, found.answered_at = ProposalState.ANSWERED, now
        found.save()
        forget_files(found)
    return found


def _decision(change: ProposedChange, given: Answer) -> Decision:
    if not given.is_accepted:
        return Decision.REFUSED
    return Decision.ACCEPTED if given.value == change.value_proposed else Decision.EDITED


def may_answer(change: ProposedChange, user: "User") -> bool:
    """Say whether ``user`` may decide about texts in the language of the change, or about facts."""
    return may_write(user, change.language) if change.language else may_write_facts(user)


def _refuse_what_is_not_theirs(change: ProposedChange, user: "User") -> None:
    if not may_answer(change, user):
        raise PermissionDenied


def draft_of(proposal: ChangeProposal) -> Version | None:
    """Return the newest state of the page, its draft where it has one; None where it was deleted."""
    if proposal.page is None or proposal.partner_id is None:
        return None
    page = proposal.page.specific
    return Version(page.get_latest_revision_as_object(), proposal.partner_id)


def _write(proposal: ChangeProposal, taken: Mapping[ProposedChange, Answer], user: "User") -> None:
    # Whoever accepts something else for the same page waits, and then works on the draft that has it.
    if proposal.page_id is not None:
        PortalPage.objects.select_for_update().filter(pk=proposal.page_id).first()
    draft = draft_of(proposal)
    if draft is None or proposal.page is None:
        raise ValidationError(_("The page was deleted: nothing can be taken over any more."))
    if not proposal.page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    lock = proposal.page.specific.get_lock()
    if lock is not None and lock.for_user(user):
        raise ValidationError(_("The page is locked by somebody else."))
    parts = proposal.page.specific.writable_parts(user)
    for change in taken:
        if change.language not in parts.languages if change.language else not parts.facts:
            raise ValidationError(_("What would change waits for approval. Answer when that is decided."))
    # A file becomes public when it is taken over: that comes last, once all else is known to be valid.
    with_file = [change for change in taken if change.file]
    without_file = [change for change in taken if not change.file]
    try:
        for change in without_file:
            _put(proposal, draft, change, taken[change], user)
        draft.page.full_clean()
        for change in with_file:
            _put(proposal, draft, change, taken[change], user)
        save_draft(draft.page, Intent(user=user), log_action=True)
    except ValidationError as error:
        raise ValidationError(_named(error, draft.page)) from error


def _put(
    proposal: ChangeProposal, draft: Version, change: ProposedChange, given: Answer, user: "User"
) -> None:
    field = field_named(proposal.about, change.field)
    if field is None:
        raise ValidationError(_("The portal has no such field any more."))
    if digest(field.replaced(draft, change.language, change.value_proposed)) != given.seen:
        raise ValidationError(
            _("%(field)s of “%(page)s” was changed meanwhile. Look at it again.")
            % {"field": field.label, "page": proposal.title}
        )
    field.write(draft, change.language, given.value, Acceptance(change, user))


def _named(error: ValidationError, page: Any) -> list[str]:
    """Return the messages, each with the name of the field it is about."""
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    known = {field.name: capfirst(str(field.verbose_name)) for field in page._meta.concrete_fields}
    return [
        f"{known[name]}: {text}" if name in known else text
        for name, texts in error.message_dict.items()
        for text in texts
    ]
