"""Saving a draft: the one way for screens, imports, proposals and the portal itself."""

import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME

from cluster_portal.languages import paths, states
from cluster_portal.languages.codes import default_language
from cluster_portal.languages.intents import Intent
from cluster_portal.languages.merging import facts_differ, languages_that_differ, merged, version_of
from cluster_portal.languages.rights import limit_of

if TYPE_CHECKING:
    from wagtail.models import Revision

    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage

logger = logging.getLogger(__name__)


@transaction.atomic
def save_draft(page: "PortalPage", intent: Intent, **options: Any) -> "Revision":
    """Save what ``page`` holds as its draft and return the revision.

    What ``intent.user`` may not write stays as it is. The states of the translations follow. While the page was never
    public its titles and addresses follow the draft. ``options`` are those of Wagtail's ``save_revision``. Raises
    ValidationError for what the page does not accept.
    """
    if not intent.assembled:
        _keep_what_is_not_theirs(page, intent.user)
    page.prepare_draft()
    with default_language():
        revision = page.write_revision(user=intent.user, **options)
    if not intent.assembled:
        states.refresh(page, intent)
    if not page.live and page.first_published_at is None:
        paths.follow_draft(page)
    return revision


def _keep_what_is_not_theirs(page: "PortalPage", user: "User | None") -> None:
    """Put back, on a draft about to be saved, everything that ``user`` may not write; log what was tried."""
    limit = limit_of(user)
    if limit is None or page.pk is None:
        return
    model = type(page)
    stored = version_of(model.objects.get(pk=page.pk).get_latest_revision_as_object())
    wanted = version_of(page)
    allowed = merged(model, wanted, stored, limit, facts=False)
    tried = languages_that_differ(model, wanted, allowed)
    if tried or facts_differ(model, wanted, allowed):
        logger.warning(
            "User %s may write only %s on page %s; changes to %s were left out.",
            user.pk if user else None,
            ", ".join(sorted(limit)) or "nothing",
            page.pk,
            ", ".join([*tried, *(["facts"] if facts_differ(model, wanted, allowed) else [])]),
        )
    kept = page.with_content_json(allowed)
    for field in model._meta.concrete_fields:
        if field.name not in ("path", "depth", "numchild"):
            setattr(page, field.attname, getattr(kept, field.attname))
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name != COMMENTS_RELATION_NAME:
            setattr(page, name, list(getattr(kept, name).all()))
