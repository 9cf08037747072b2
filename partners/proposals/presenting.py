"""Proposals in words: for staff who decide, and for the people who sent them."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from cluster_portal.languages.codes import active_language, name_in, own_name
from cluster_portal.languages.fingerprints import Change, changes_between
from partners.proposals.declared import field_named
from partners.proposals.fields import Version, digest
from partners.proposals.models import ChangeProposal, ProposedChange


@dataclass(slots=True)
class ChangeInWords:
    """A change: what was there, what is there now, what is proposed, and what was accepted."""

    change: ProposedChange
    label: str
    language: str
    before: str
    proposed: str
    accepted: str
    # What is drafted now; empty where that is not known.
    now: str = ""
    # What identifies the drafted value.
    seen: str = ""
    # Nothing is replaced.
    adds: bool = False
    is_text: bool = False
    # Somebody has changed the value since the person saw it.
    has_changed: bool = False
    # The draft says what is proposed already.
    is_there_already: bool = False

    @property
    def language_name(self) -> str:
        """Return the language in the reader's."""
        return name_in(self.language, active_language()) if self.language else ""

    @property
    def own_language_name(self) -> str:
        """Return the language's own name."""
        return own_name(self.language) if self.language else ""

    @property
    def differences(self) -> list[Change]:
        """Return word by word what the proposal changes in what is there now."""
        return _differences(_or_nothing(self.now), _or_nothing(self.proposed))

    @property
    def edited_differences(self) -> list[Change]:
        """Return word by word what staff changed in the proposal."""
        return _differences(self.proposed, self.accepted)


def _differences(before: str, after: str) -> list[Change]:
    # The texts are plain: what looks like markup in them is text.
    return changes_between(escape(before), escape(after))


def _or_nothing(words: str) -> str:
    return "" if words == "–" else words


def in_words(
    proposal: ChangeProposal, changes: Iterable[ProposedChange], draft: Version | None = None
) -> list[ChangeInWords]:
    """Return the changes of a proposal in words; with the ``draft`` of the page, compared with it."""
    return [_change(proposal, change, draft) for change in changes]


def _change(proposal: ChangeProposal, change: ProposedChange, draft: Version | None) -> ChangeInWords:
    field = field_named(proposal.about, change.field)
    if field is None:
        # The portal has no such field any more.
        before, proposed, accepted = map(str, _values(change))
        return ChangeInWords(change, change.field, change.language, before, proposed, accepted)
    before, proposed, accepted = (field.show(value) for value in _values(change))
    words = ChangeInWords(
        change,
        str(field.label),
        change.language,
        before,
        proposed,
        accepted,
        adds=field.adds,
        is_text=field.is_text,
    )
    if draft is not None:
        now = field.replaced(draft, change.language, change.value_proposed)
        words.now, words.seen = field.show(now), digest(now)
        words.has_changed = now != change.value_before
        words.is_there_already = not field.adds and now == change.value_proposed
    return words


def _values(change: ProposedChange) -> tuple[Any, Any, Any]:
    return change.value_before, change.value_proposed, change.value_accepted or ""
