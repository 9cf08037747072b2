"""Writes accepted facts into pages: published where nothing else waits in the draft, else into the draft."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cluster_portal.languages.intents import Intent
from cluster_portal.pages.drafts import save_draft
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import Choice, publish
from projects.cordis.fields import FactField
from projects.cordis.models import FactSource

if TYPE_CHECKING:
    from datetime import date

    from cluster_portal.accounts.models import User


@dataclass(slots=True)
class SourceNote:
    """Where a value came from."""

    url: str
    as_of: "date"


@dataclass(slots=True)
class Draft:
    """A page being changed: its newest state, the texts that wait for the second step, and what to note."""

    page: Any
    state: Any
    texts: list[tuple[FactField, Any]] = field(default_factory=list)
    changed_facts: bool = False
    notes: dict[str, tuple[Any, SourceNote]] = field(default_factory=dict)


class Drafts:
    """The pages that one acceptance changes; each is saved once."""

    def __init__(self, user: "User") -> None:
        self.user = user
        self._drafts: dict[int, Draft] = {}

    def of(self, page: Any) -> Draft:
        """Return the draft of a page. Raises PermissionDenied when the user may not edit it."""
        if page.pk not in self._drafts:
            if not page.permissions_for_user(self.user).can_edit():
                raise PermissionDenied
            self._drafts[page.pk] = Draft(page, page.get_latest_revision_as_object())
        return self._drafts[page.pk]

    def set(self, page: Any, known: FactField, value: Any, note: SourceNote, *, shown: Any = None) -> None:
        """Set a field. Texts are written after the facts, so that publishing the facts leaves them in the draft.

        Raises ValidationError when the page says something else by now than was ``shown`` to whoever decided.
        """
        draft = self.of(page)
        now = known.get(draft.state)
        if (now or shown) and now != shown and now != value:
            raise ValidationError(
                _("%(field)s of “%(page)s” was changed meanwhile. Look at it again.")
                % {"field": known.label, "page": draft.state.texts.title}
            )
        if known.is_text:
            draft.texts.append((known, value))
        else:
            known.put(draft.state, value)
            draft.changed_facts = True
        draft.notes[known.name] = (value, note)

    def note(self, page: Any, values: dict[str, Any], note: SourceNote) -> None:
        """Remember where values came from that the page has been made with."""
        for name, value in values.items():
            self.of(page).notes[name] = (value, note)

    def save(self) -> list[Any]:
        """Save all drafts, publish facts where that is possible, and note the sources; return the pages.

        Raises ValidationError when a page is not valid with the new facts.
        """
        for draft in self._drafts.values():
            self._save(draft)
        return [draft.page for draft in self._drafts.values()]

    def _save(self, draft: Draft) -> None:
        page = draft.page
        if draft.changed_facts:
            waits = page.has_unpublished_changes
            save_draft(draft.state, Intent(user=self.user), log_action=True)
            if page.live and not waits and page.permissions_for_user(self.user).can_publish():
                publish(page, Choice((), facts=True), user=self.user)
        if draft.texts:
            state = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
            for known, value in draft.texts:
                known.put(state, value)
            save_draft(state, Intent(user=self.user), log_action=True)
        now = timezone.now()
        for name, (value, note) in draft.notes.items():
            FactSource.objects.update_or_create(
                page_id=page.pk,
                field=name,
                defaults={
                    "source": "CORDIS",
                    "source_url": note.url,
                    "source_date": note.as_of,
                    "value": value,
                    "accepted_at": now,
                    "accepted_by": self.user,
                },
            )


def add_draft_page(parent: PortalPage, page: Any, user: "User") -> Any:
    """Add a page that is not published. Raises PermissionDenied when the user may not."""
    if not parent.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied
    page.live = False
    page.owner = user
    made = PortalPage.objects.get(pk=parent.pk).add_child(instance=page)
    save_draft(made, Intent(user=user), log_action=True)
    return type(page).objects.get(pk=made.pk)
