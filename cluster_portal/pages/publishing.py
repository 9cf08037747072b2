"""Publishing a page: the one way for screens, approval, schedules, imports and the portal itself.

A draft holds all languages. What is published is a merged version: the chosen languages, and with *facts* all that is
no text, from the draft, and what is public now for the rest. It is published through Wagtail's own action, so that
the page, its aliases, its rows and its ``live_revision`` agree; then the draft is the latest revision again.
"""

import hashlib
import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from modelcluster.models import get_all_child_relations

from cluster_portal.approval.submissions import end_where_published
from cluster_portal.languages.codes import column, content_languages, is_empty, translated_fields
from cluster_portal.languages.intents import Intent
from cluster_portal.languages.merging import Content, facts_differ, languages_that_differ, merged, version_of
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.languages.signals import languages_changed
from cluster_portal.pages.change_dates import follow_changes, note_changes
from cluster_portal.pages.drafts import save_draft
from cluster_portal.pages.history import PUBLISHED, REVERTED, UNPUBLISHED, record
from cluster_portal.pages.holding import hold

if TYPE_CHECKING:
    from wagtail.models import Revision

    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage


class ChoiceMissingError(RuntimeError):
    """Raised when something would publish a page without saying which languages."""


class DraftChangedError(Exception):
    """Raised when the draft is no longer the one that was shown to the person who publishes it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a page is published.

    ``facts`` are all that is no text. ``version`` is what is published from, None for the draft. ``shown`` is the
    ``version_key`` of the draft that somebody saw before choosing.
    """

    languages: Collection[str]
    facts: bool = False
    version: Content | None = None
    shown: str = ""


# The page being published, by key, and the languages it will be live in.
_publishing: ContextVar[tuple[int, frozenset[str]] | None] = ContextVar("publishing", default=None)


@contextmanager
def _publishing_in(page: "PortalPage", languages: Collection[str]) -> Iterator[None]:
    token = _publishing.set((page.pk, frozenset(languages)))
    try:
        yield
    finally:
        _publishing.reset(token)


def languages_being_published(page: "PortalPage") -> frozenset[str] | None:
    """Return the languages that ``page`` will be live in when the publication under way ends; None without one."""
    under_way = _publishing.get()
    return under_way[1] if under_way is not None and under_way[0] == page.pk else None


def require_choice(page: "PortalPage") -> None:
    """Raise ChoiceMissingError unless ``page`` is being published by ``publish``."""
    if languages_being_published(page) is None:
        raise ChoiceMissingError(
            f"Page {page.pk} would be published without a choice of languages: call publish(page, Choice(…))."
        )


def version_key(page: "PortalPage") -> str:
    """Return what tells one state of a page's draft from another, to be sent along with a form."""
    revision = page.get_latest_revision()
    content = json.dumps(revision.content, sort_keys=True) if revision else ""
    return hashlib.sha256(
        f"{page.latest_revision_id} {page.published_languages} {content}".encode()
    ).hexdigest()[:32]


def has_title(content: Content, language: str) -> bool:
    """Say whether a version has a title of its own in ``language``: without one it cannot be published in it."""
    return not is_empty(content.get(column("title", language)))


def locked(page: "PortalPage") -> "PortalPage":
    """Return the page as it is in the database, all its fields read, locked until the transaction ends."""
    found: PortalPage = page.base_page_model.objects.select_for_update().get(pk=page.pk).specific
    return found


@transaction.atomic
def publish(page: "PortalPage", choice: Choice, *, user: "User | None" = None) -> "Revision":
    """Publish what ``choice`` names of a page, and leave all else as it is; return the revision that is public.

    The first publication of a page always has its facts. A chosen language whose title was emptied is taken off the
    site, and the page with its last one. Raises ValidationError when the merged version is not valid,
    DraftChangedError when somebody saved since the draft was shown; then nothing has changed. A workflow about
    what is published ends. Rights are the caller's matter.
    """
    page = locked(page)
    if choice.shown and choice.shown != version_key(page):
        raise DraftChangedError
    draft = version_of(page.get_latest_revision_as_object())
    chosen = draft if choice.version is None else choice.version
    titled = [code for code in choice.languages if has_title(chosen, code)]
    if page.live:
        rest, live, facts = version_of(page), page.published_languages, choice.facts
    else:
        rest, live, facts = _without_texts(page, chosen), [], True
    ending = [code for code in choice.languages if code in live and code not in titled]
    left = [code for code in content_languages() if (code in live and code not in ending) or code in titled]
    if ending and not left:
        unpublish_languages(page, ending, user=user)
        end_where_published(page, ending, facts=False, user=user)
        return page.latest_revision
    public = merged(type(page), chosen, rest, [*titled, *ending], facts=facts)
    revision = publish_version(page, public, left, user=user)
    record(page, PUBLISHED, user, revision=revision, languages=titled, facts=facts)
    if ending:
        record(page, UNPUBLISHED, user, languages=ending)
    end_where_published(page, [*titled, *ending], facts=facts, user=user)
    _keep_draft(page, draft, public, user)
    return revision


def publish_version(
    page: "PortalPage",
    content: Content,
    languages: Collection[str],
    *,
    user: "User | None",
    clean: bool = True,
) -> "Revision":
    """Make ``content`` the public version of a page, live in exactly ``languages``."""
    version = page.with_content_json(content)
    # The portal's schedules are rows of their own; a draft of before may still hold Wagtail's dates.
    version.go_live_at = version.expire_at = None
    return _publish_whole(version, languages, Intent(user=user, assembled=True), clean=clean)


def publish_new(page: "PortalPage", languages: Collection[str]) -> "Revision":
    """Publish a page that the portal itself has just made, as it is held, with the states of its translations.

    It becomes live in those of ``languages`` that it has a title in.
    """
    titled = page.languages_with_title()
    return _publish_whole(page, [code for code in titled if code in languages], Intent())


def _publish_whole(
    version: "PortalPage", languages: Collection[str], intent: Intent, *, clean: bool = True
) -> "Revision":
    before = _public_version(version)
    revision = save_draft(version, intent, log_action=False, clean=clean)
    with _publishing_in(version, languages):
        # Who may publish what was decided by the caller, language by language.
        revision.publish(user=intent.user, log_action=False, skip_permission_checks=True)
    _date_changes(version, before)
    return revision


def _public_version(page: "PortalPage") -> Content | None:
    """Return what is public of a page, None when nothing is."""
    stored = page.base_page_model.objects.filter(pk=page.pk, live=True).first()
    return version_of(stored.specific) if stored is not None else None


def _date_changes(page: "PortalPage", before: Content | None) -> None:
    """Date the languages of a page just published whose readers see something new; its aliases follow."""
    made = page.base_page_model.objects.get(pk=page.pk).specific
    note_changes(made, before, version_of(made), made.last_published_at)
    for alias in made.all_aliases():
        follow_changes(alias, made)


def _without_texts(page: "PortalPage", content: Content) -> Content:
    """Return a version with nothing public in it, but with the addresses it will have."""
    texts = {
        column(field, code)
        for field in translated_fields(type(page))
        if field != "slug"
        for code in content_languages()
    }
    return {name: None if name in texts else value for name, value in content.items()}


def _keep_draft(page: "PortalPage", draft: Content, public: Content, user: "User | None") -> None:
    """Make the draft the latest revision again, unless all of it is public now."""
    model = type(page)
    if not languages_that_differ(model, draft, public) and not facts_differ(model, draft, public):
        return
    page = model.objects.get(pk=page.pk)
    version = page.with_content_json(with_public_keys(page, draft))
    save_draft(version, Intent(user=user, assembled=True), log_action=False, clean=False)


def with_public_keys(page: "PortalPage", draft: Content) -> Content:
    """Return a draft whose new rows have the keys they were published under, so that they are not made twice."""
    content = dict(draft)
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        if not draft.get(name) or not hasattr(relation.related_model, "uuid"):
            continue
        keys = {str(row.uuid): row.pk for row in getattr(page, name).all()}
        content[name] = [
            {**row, "pk": row.get("pk") or keys.get(str(row.get("uuid")))} for row in draft[name]
        ]
    return content


@transaction.atomic
def unpublish_languages(
    page: "PortalPage", languages: Collection[str], *, user: "User | None" = None
) -> None:
    """Take these languages of a page off the site; its texts stay. Without any language left it is unpublished."""
    page = locked(page)
    left = [code for code in page.published_languages if code not in languages]
    if left:
        before = version_of(page)
        page.go_live_in(left)
        note_changes(page, before, version_of(page), timezone.now())
        for alias in page.all_aliases():
            alias.go_live_in(left)
            follow_changes(alias, page)
        hold(
            LanguageSchedule.objects.filter(page=page.pk, language__in=languages),
            LanguageSchedule.Reason.WITHDRAWN,
        )
    else:
        page.unpublish(user=user, log_action=False)
    record(page, UNPUBLISHED, user, languages=list(languages))
    # Whoever keeps copies of public pages hears that this one changed.
    transaction.on_commit(lambda: languages_changed.send(sender=type(page), instance=page))


@transaction.atomic
def revert_languages(
    page: "PortalPage", revision: "Revision", languages: Collection[str], *, user: "User | None" = None
) -> "Revision":
    """Bring these languages back to what they were in ``revision``, as a draft; the others stay as drafted.

    What comes back is not taken for a translation of the source of now.
    """
    page = locked(page)
    draft = version_of(page.get_latest_revision_as_object())
    content = merged(type(page), revision.content, draft, languages, facts=False)
    version = page.with_content_json(content)
    made = save_draft(version, Intent(user=user, restores=True), log_action=False)
    record(page, REVERTED, user, revision=made, languages=list(languages))
    return made
