"""Who wrote what is not public yet."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from wagtail.models import PageLogEntry

from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.merging import Content, facts_differ, languages_that_differ, version_of
from cluster_portal.pages.history import PUBLISHED

if TYPE_CHECKING:
    from cluster_portal.pages.models import PortalPage

FACTS = "facts"


def parts_that_differ(page: "PortalPage", content: Content, other: Content) -> set[str]:
    """Return the languages in which somebody wrote something else in two versions of a page, and ``FACTS``."""
    model = type(page)
    facts = {FACTS} if facts_differ(model, content, other) else set()
    return {*languages_that_differ(model, content, other), *facts}


def changed_by(page: "PortalPage", content: Content, people: Collection[int]) -> set[str]:
    """Return which languages, and ``FACTS``, of a draft are not public and were changed by one of ``people``.

    The drafts are read backwards, each language until it says what is public.
    """
    public = version_of(page) if page.live else {}
    waiting = {*content_languages(), FACTS} - _public_parts(page, content, public)
    found: set[str] = set()
    later = None
    # What was put together for a publication nobody wrote.
    assembled = PageLogEntry.objects.filter(page=page.pk, action=PUBLISHED).values("revision")
    drafts = page.revisions.exclude(pk__in=assembled.exclude(revision=None)).order_by("-created_at", "-pk")
    for draft in drafts.iterator(chunk_size=10):
        if later is not None and later.user_id in people:
            found |= waiting & parts_that_differ(page, later.content, draft.content)
        waiting -= found | _public_parts(page, draft.content, public)
        if not waiting:
            return found
        later = draft
    if later is not None and later.user_id in people:
        found |= waiting & parts_that_differ(page, later.content, {})
    return found


def _public_parts(page: "PortalPage", content: Content, public: Content) -> set[str]:
    """Return what of a version is public as it stands there."""
    if not page.live:
        return set()
    same = {*content_languages(), FACTS} - parts_that_differ(page, content, public)
    return {part for part in same if part == FACTS or part in page.published_languages}
