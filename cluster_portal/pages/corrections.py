"""Changes that hold for what is public and for the draft that waits alike, as when a record elsewhere is replaced."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cluster_portal.languages import states
from cluster_portal.languages.intents import Intent
from cluster_portal.languages.merging import version_of
from cluster_portal.pages.drafts import save_draft
from cluster_portal.pages.publishing import locked, publish_version, with_public_keys

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage


@transaction.atomic
def correct(page: "PortalPage", change: "Callable[[Any], None]", *, user: "User | None" = None) -> None:
    """Apply ``change`` to what is public of a page, and publish that; apply it to the draft that waits as well.

    Nothing else of the draft becomes public, and translations that were valid stay valid. ``change`` gets the page
    as it is in either version, with its rows. Rights are the caller's matter.
    """
    stored = locked(page)
    draft = version_of(stored.get_latest_revision_as_object())
    waits = stored.has_unpublished_changes or not stored.live
    intent = Intent(user=user, small_edit=True)
    if stored.live:
        public = stored.with_content_json(version_of(stored))
        change(public)
        publish_version(stored, version_of(public), stored.published_languages, user=user, clean=False)
        if not waits:
            states.refresh(type(stored).objects.get(pk=stored.pk), intent)
    if waits:
        stored = type(stored).objects.get(pk=stored.pk)
        version = stored.with_content_json(with_public_keys(stored, draft))
        change(version)
        save_draft(version, intent, log_action=False, clean=False)
