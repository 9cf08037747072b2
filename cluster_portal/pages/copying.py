"""Copies and aliases: each has addresses and an identity of its own, shows nothing drafted, and opens nothing closed.

Whatever makes a copy or an alias reaches ``begin`` when the new page is saved first. Screens and methods use the
actions below, which also see to what is public and to whom.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from modelcluster.models import get_all_child_relations
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Revision

from cluster_portal.languages import paths, slugs, states
from cluster_portal.languages.codes import content_languages, get_value, set_value
from cluster_portal.languages.intents import Intent
from cluster_portal.languages.merging import version_of
from cluster_portal.languages.models import UnitConfirmation
from cluster_portal.pages.closed import is_hidden
from cluster_portal.pages.privacy import close_like, travelling_with

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage


def begin(copy: "PortalPage") -> None:
    """Give a copy or an alias that is about to be saved first an identity, and free slugs in every language."""
    copy.uuid = uuid4()
    parent = paths.parent_of(copy)
    if parent is None:
        return
    if parent.depth == 1:
        base = paths.effective_slug(copy, settings.LANGUAGE_CODE)
        free = slugs.free_slug(base, settings.LANGUAGE_CODE, parent, None, content_languages())
        for code in content_languages():
            set_value(copy, "slug", code, free)
        return
    for name, slug in slugs.free_slugs(copy, parent).items():
        setattr(copy, name, slug)


def keep_addresses(draft: "PortalPage") -> None:
    """Give the first draft of a copy the slugs that the copy was saved with, whatever its original's draft has."""
    stored = draft.base_page_model.objects.get(pk=draft.pk)
    for code in content_languages():
        set_value(draft, "slug", code, get_value(stored, "slug", code))
    draft.set_url_path(draft.get_parent())


class CopyAction(CopyPageAction):
    """Copies pages: a copy is live in the languages of its original, or a draft, and is restricted like it."""

    def _copy_page(self, page: "PortalPage", *args: Any, **kwargs: Any) -> "PortalPage":
        copy: PortalPage = super()._copy_page(page, *args, **kwargs)
        copy.copy_of = None
        if self.keep_live:
            _settle_publication(copy)
        close_like(copy, travelling_with(page), self.user)
        carry_states(page, copy, self.user)
        return copy

    def execute(self, skip_permission_checks: bool = False) -> "PortalPage":
        """Copy all or nothing."""
        with transaction.atomic():
            copy: PortalPage = super().execute(skip_permission_checks)
        return copy


class AliasAction(CreatePageAliasAction):
    """Creates aliases: each obeys the restrictions of its original as they change, and has none of its own."""

    def _create_alias(self, page: "PortalPage", **kwargs: Any) -> "PortalPage":
        alias: PortalPage = super()._create_alias(page, **kwargs)
        alias.copy_of = None
        close_like(alias, [], self.user)
        return alias

    def execute(self, skip_permission_checks: bool = False) -> "PortalPage":
        """Create all or nothing."""
        with transaction.atomic():
            alias: PortalPage = super().execute(skip_permission_checks)
        return alias


def is_withdrawn_with_its_original(alias: "PortalPage") -> bool:
    """Say whether a live alias at a public place is public to nobody because its original is not."""
    return alias.live and is_hidden(alias.path) and not is_hidden(alias.parent_path)


@transaction.atomic
def convert_alias(alias: "PortalPage", user: "User | None") -> "PortalPage":
    """Make an alias a page of its own: as public and as closed as before; rights are the caller's matter.

    One that is not public because its original is not becomes a draft.
    """
    original = alias.alias_of
    hidden = is_withdrawn_with_its_original(alias)
    close_like(alias, travelling_with(alias), user)
    page: PortalPage = ConvertAliasPageAction(alias, user=user).execute(skip_permission_checks=True)
    if hidden:
        page.unpublish(user=user)
    carry_states(original, page, user)
    return page


def _settle_publication(copy: "PortalPage") -> None:
    """Let the public version of a live copy be the public text; let the copy of a draft never have been public."""
    rows = copy.base_page_model.objects.filter(pk=copy.pk).rewrite(False)
    if not copy.live:
        never = {"live_revision": None, "first_published_at": None, "last_published_at": None}
        rows.update(**never)
        for name in never:
            setattr(copy, name, None)
        paths.follow_draft(_draft_of(copy))
    elif copy.has_unpublished_changes:
        stored = type(copy).objects.get(pk=copy.pk)
        public = Revision.objects.create(
            content_object=stored,
            base_content_type=stored.get_base_content_type(),
            content=version_of(stored),
            object_str=str(stored),
            # Before the draft, which stays the latest.
            created_at=stored.latest_revision_created_at - timedelta(milliseconds=1),
        )
        rows.update(live_revision=public)
        copy.live_revision = public


def carry_states(source: "PortalPage", copy: "PortalPage", user: "User | None") -> None:
    """Let the translations of ``copy`` be as far as those of ``source``, which it was made from."""
    from_draft, draft = _draft_of(source), _draft_of(copy)
    rows = _rows_of_copy(from_draft, draft)
    UnitConfirmation.objects.of_record(draft).delete()
    carried = []
    for confirmation in UnitConfirmation.objects.of_record(from_draft):
        accessor, _slash, rest = confirmation.unit_key.partition("/")
        identity, _slash, field = rest.partition("/")
        if (accessor, identity) in rows:
            confirmation.unit_key = f"{accessor}/{rows[accessor, identity]}/{field}"
        confirmation.pk, confirmation.object_id = None, copy.pk
        carried.append(confirmation)
    UnitConfirmation.objects.bulk_create(carried, batch_size=200)
    states.refresh(draft, Intent(user=user))


def _rows_of_copy(source: "PortalPage", copy: "PortalPage") -> dict[tuple[str, str], str]:
    """Return the identity of each copied row by accessor and the identity of what it was copied from."""
    found: dict[tuple[str, str], str] = {}
    for relation in get_all_child_relations(type(source)):
        name = relation.get_accessor_name()
        if hasattr(relation.related_model, "uuid"):
            pairs = zip(getattr(source, name).all(), getattr(copy, name).all(), strict=False)
            found |= {(name, str(row.uuid)): str(copied.uuid) for row, copied in pairs}
    return found


def _draft_of(page: "PortalPage") -> "PortalPage":
    stored: PortalPage = page.base_page_model.objects.get(pk=page.pk).specific
    draft: PortalPage = stored.get_latest_revision_as_object()
    return draft
