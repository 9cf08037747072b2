"""Publishing, scheduling, unpublishing and reverting one language of a page.

A draft holds all languages. What is published is a merged version: the chosen languages, and with *facts* all that is
no text, from the draft, and what is public now for the rest. It is published through Wagtail's own action, so that
the page, its aliases, its rows and its ``live_revision`` agree; then the draft is the latest revision again.
"""

import logging
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.log_actions import log

from cluster_portal.languages.codes import column, content_languages, is_empty, translated_fields
from cluster_portal.languages.live import publishing_in
from cluster_portal.languages.merging import Content, facts_differ, languages_that_differ, merged, version_of
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.pages.change_dates import publishing_over

if TYPE_CHECKING:
    from wagtail.models import Revision

    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage

logger = logging.getLogger(__name__)

PUBLISHED = "languages.publish"
UNPUBLISHED = "languages.unpublish"
REVERTED = "languages.revert"
SCHEDULED = "languages.schedule"


def has_title(content: Content, language: str) -> bool:
    """Say whether a version has a title of its own in ``language``: without one it cannot be published in it."""
    return not is_empty(content.get(column("title", language)))


def _stored(page: "PortalPage") -> "PortalPage":
    """Return the page as it is in the database, all its fields read, locked until the transaction ends."""
    found: PortalPage = page.base_page_model.objects.select_for_update().get(pk=page.pk).specific
    return found


@transaction.atomic
def publish_languages(
    page: "PortalPage",
    languages: Collection[str],
    *,
    facts: bool,
    user: "User | None" = None,
    content: Content | None = None,
) -> "Revision":
    """Publish these languages of a page's draft, or of ``content``, and leave the others as they are.

    The first publication of a page always has its facts. Languages without a title are left out. Raises
    ValidationError when the merged version is not valid; then nothing has changed. Rights are the caller's matter.
    """
    page = _stored(page)
    draft = version_of(page.get_latest_revision_as_object())
    chosen = draft if content is None else content
    languages = [code for code in languages if has_title(chosen, code)]
    before = version_of(page) if page.live else None
    if page.live:
        rest, live = version_of(page), [code for code in content_languages() if page.is_live_in(code)]
    else:
        rest, live, facts = _without_texts(page, chosen), [], True
    public = merged(type(page), chosen, rest, languages, facts=facts)
    version = page.with_content_json(public)
    version.go_live_at = None
    version.tracks_translations = False
    revision = version.save_revision(user=user, log_action=False)
    with publishing_in([*live, *languages]), publishing_over(before):
        # Who may publish what was decided by the caller, language by language.
        revision.publish(user=user, log_action=False, skip_permission_checks=True)
    _record(page, PUBLISHED, user, revision, languages=languages, facts=facts)
    _keep_draft(page, draft, public, user)
    return revision


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
    version.tracks_translations = False
    version.save_revision(user=user, log_action=False, clean=False)


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
    page = _stored(page)
    left = [code for code in content_languages() if page.is_live_in(code) and code not in languages]
    if left:
        _keep_live_in(page, left)
    else:
        page.unpublish(user=user, log_action=False)
    _record(page, UNPUBLISHED, user, None, languages=list(languages))
    transaction.on_commit(lambda: _announce(page))


def _keep_live_in(page: "PortalPage", languages: Collection[str]) -> None:
    """Let the page and its aliases, at any number of steps, be live in these languages only."""
    page.go_live_in(languages)
    for alias in page.aliases.all():
        _keep_live_in(alias, languages)


def _announce(page: "PortalPage") -> None:
    """Tell whoever keeps copies of public pages that this one changed."""
    from cluster_portal.languages.signals import languages_changed

    languages_changed.send(sender=type(page), instance=page)


@transaction.atomic
def revert_languages(
    page: "PortalPage", revision: "Revision", languages: Collection[str], *, user: "User | None" = None
) -> "Revision":
    """Bring these languages back to what they were in ``revision``, as a draft; the others stay as drafted.

    What comes back is not taken for a translation of the source of now.
    """
    page = _stored(page)
    draft = version_of(page.get_latest_revision_as_object())
    content = merged(type(page), revision.content, draft, languages, facts=False)
    version = page.with_content_json(content)
    version.confirms_changed_translations = False
    made = version.save_revision(user=user, log_action=False)
    _record(page, REVERTED, user, made, languages=list(languages))
    return made


@transaction.atomic
def schedule_language(
    page: "PortalPage",
    language: str,
    moment: datetime,
    *,
    action: str = LanguageSchedule.Action.PUBLISH,
    facts: bool = False,
    user: "User | None" = None,
) -> LanguageSchedule:
    """Publish or unpublish one language at ``moment`` (aware); what is written after this call does not slip in.

    A schedule of the same language and action is replaced.
    """
    page = _stored(page)
    content = version_of(page.get_latest_revision_as_object())
    schedule, _made = LanguageSchedule.objects.update_or_create(
        page=page,
        language=language,
        action=action,
        defaults={"moment": moment, "includes_facts": facts, "content": content, "created_by": user},
    )
    _record(page, SCHEDULED, user, None, languages=[language], moment=moment.isoformat(), what=str(action))
    return schedule


def run_schedules(moment: datetime | None = None) -> int:
    """Carry out the schedules whose moment has come; return how many were.

    One that fails stays, is logged, and does not keep the others from being carried out.
    """
    done = 0
    for schedule in LanguageSchedule.objects.due_at(moment or timezone.now()).select_related("page"):
        try:
            with transaction.atomic():
                _carry_out(schedule)
        except Exception:
            logger.exception("Schedule %s of page %s failed.", schedule.pk, schedule.page_id)
        else:
            done += 1
    return done


def _carry_out(schedule: LanguageSchedule) -> None:
    page = schedule.page.specific
    if schedule.action == LanguageSchedule.Action.UNPUBLISH:
        unpublish_languages(page, [schedule.language], user=schedule.created_by)
    else:
        publish_languages(
            page,
            [schedule.language],
            facts=schedule.includes_facts,
            user=schedule.created_by,
            content=schedule.content,
        )
    schedule.delete()


def _record(
    page: "PortalPage", action: str, user: "User | None", revision: "Revision | None", **data: Any
) -> None:
    log(instance=page, action=action, user=user, revision=revision, data=data, content_changed=True)
