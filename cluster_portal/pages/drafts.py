"""Saving a draft: the one way for screens, imports, proposals and the portal itself."""

import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME

from cluster_portal.approval.submissions import note_review, writable_parts
from cluster_portal.languages import paths, states
from cluster_portal.languages.codes import content_languages, default_language
from cluster_portal.languages.intents import Intent
from cluster_portal.languages.merging import Content, facts_differ, languages_that_differ, merged, version_of

if TYPE_CHECKING:
    from wagtail.models import Revision

    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage

logger = logging.getLogger(__name__)


@transaction.atomic
def save_draft(page: "PortalPage", intent: Intent, **options: Any) -> "Revision":
    """Save what ``page`` holds as its draft and return the revision.

    What ``intent.user`` may not write stays as it is. The states of the translations follow. While the page was never
    public its titles and addresses follow the draft. A draft that says what is public leaves nothing to publish.
    ``options`` are those of Wagtail's ``save_revision``. Raises ValidationError for what the page does not accept.
    """
    if not intent.assembled:
        _keep_what_is_not_theirs(page, intent.user)
    reviewed = _reviewed(page, intent)
    page.prepare_draft()
    with default_language():
        revision = page.write_revision(user=intent.user, **options)
    if reviewed is not None:
        note_review(page, intent.user, reviewed, revision.content)
    if not intent.assembled:
        states.refresh(page, intent)
        if page.live:
            _compare_with_public(page)
    if not page.live and page.first_published_at is None:
        paths.follow_draft(page)
    return revision


def _compare_with_public(page: "PortalPage") -> None:
    """Note that nothing waits to be published where the draft says what is public."""
    model = type(page)
    draft, public = version_of(page), version_of(model.objects.get(pk=page.pk))
    if not languages_that_differ(model, draft, public) and not facts_differ(model, draft, public):
        page.has_unpublished_changes = False
        page.base_page_model.objects.filter(pk=page.pk).update(has_unpublished_changes=False)


def _reviewed(page: "PortalPage", intent: Intent) -> Content | None:
    """Return the draft that somebody is about to change while the page waits for approval."""
    if intent.assembled or intent.user is None or page.pk is None or not page.workflow_in_progress:
        return None
    return version_of(type(page).objects.get(pk=page.pk).get_latest_revision_as_object())


def _keep_what_is_not_theirs(page: "PortalPage", user: "User | None") -> None:
    """Put back, on a draft about to be saved, everything that ``user`` may not write; log what was tried."""
    parts = writable_parts(user, page) if user is not None and page.pk is not None else None
    if parts is None or (parts.facts and parts.languages.issuperset(content_languages())):
        return
    model = type(page)
    stored = version_of(model.objects.get(pk=page.pk).get_latest_revision_as_object())
    wanted = version_of(page)
    allowed = merged(model, wanted, stored, parts.languages, facts=parts.facts)
    tried = languages_that_differ(model, wanted, allowed)
    if tried or facts_differ(model, wanted, allowed):
        logger.warning(
            "User %s may write only %s on page %s; changes to %s were left out.",
            user.pk if user else None,
            ", ".join(sorted(parts.languages)) or "nothing",
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
