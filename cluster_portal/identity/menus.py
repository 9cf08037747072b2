"""Menus change with the pages they lead to."""

from typing import Any

from cluster_portal.identity.models import PortalSettings
from cluster_portal.languages.merging import version_of
from cluster_portal.languages.versions import keep_version


def lead_elsewhere(old: int, new: int, user: Any = None) -> None:
    """Let menu entries for the page with key ``old`` lead to ``new``: for readers at once, and in a draft."""
    for stored in PortalSettings.objects.all():
        drafted = stored.get_latest_revision_as_object() if stored.has_unpublished_changes else None
        keep_version(stored)
        is_public = _repoint(stored, old, new)
        if is_public:
            revision = stored.save_revision(user=user, clean=False, log_action=True)
            revision.publish(user=user, skip_permission_checks=True)
        if drafted is not None and (_repoint(drafted, old, new) or is_public):
            fresh = PortalSettings.objects.get(pk=stored.pk)
            fresh.with_content_json(version_of(drafted)).save_revision(user=user, clean=False)


def _repoint(settings: PortalSettings, old: int, new: int) -> bool:
    """Change the entries of settings without saving them; return whether there were any."""
    rows = list(settings.menu_items.all())
    wanted = [row for row in rows if row.page_id == old]
    for row in wanted:
        row.page_id = new
    if wanted:
        settings.menu_items.set(rows)
    return bool(wanted)
