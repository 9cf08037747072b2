"""Changes that hold for what is public and for the draft that waits alike, as when a record elsewhere is replaced."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.live import publishing_in
from cluster_portal.languages.merging import version_of
from cluster_portal.languages.publishing import with_public_keys

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage


@transaction.atomic
def correct(page: "PortalPage", change: "Callable[[Any], None]", *, user: "User | None" = None) -> None:
    """Apply ``change`` to what is public of a page, and publish that; apply it to the draft that waits as well.

    Nothing else of the draft becomes public, and translations that were valid stay valid. ``change`` gets the page
    as it is in either version, with its rows. Rights are the caller's matter.
    """
    stored: PortalPage = page.base_page_model.objects.select_for_update().get(pk=page.pk).specific
    draft = version_of(stored.get_latest_revision_as_object())
    waits = stored.has_unpublished_changes or not stored.live
    if stored.live:
        public = stored.with_content_json(version_of(stored))
        change(public)
        public.go_live_at = None
        public.is_small_edit = True
        public.tracks_translations = not waits
        revision = public.save_revision(user=user, log_action=False, clean=False)
        with publishing_in([code for code in content_languages() if stored.is_live_in(code)]):
            revision.publish(user=user, log_action=False, skip_permission_checks=True)
    if waits:
        stored = type(stored).objects.get(pk=stored.pk)
        version = stored.with_content_json(with_public_keys(stored, draft))
        change(version)
        version.is_small_edit = True
        version.save_revision(user=user, log_action=False, clean=False)
