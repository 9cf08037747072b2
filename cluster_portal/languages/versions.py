"""Versions of records that are no pages: what is stored is kept before it is changed, and who changed it."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Revision

from cluster_portal.languages.intents import Intent, intending
from cluster_portal.languages.merging import facts_differ, languages_that_differ, merged, version_of

KEPT = "languages.keep"


def keep_version(record: Any) -> None:
    """Keep what is stored of a record as a version, unless the last one is the same.

    To be called before the record is changed: it may never have been edited in the admin, or have been changed by a
    command since.
    """
    stored = type(record)._default_manager.select_related("latest_revision").filter(pk=record.pk).first()
    if stored is None or getattr(stored, "has_unpublished_changes", False):
        return
    last = stored.latest_revision
    if last is None or _differ(type(record), version_of(stored), last.content):
        with intending(Intent(assembled=True)):
            revision = stored.save_revision(clean=False, changed=False)
        log(instance=stored, action=KEPT, revision=revision, content_changed=True)
        record.latest_revision = revision
        if isinstance(stored, DraftStateMixin) and stored.live:
            record.live_revision = revision
            type(record)._default_manager.filter(pk=record.pk).update(live_revision=revision)


@transaction.atomic
def save_version(record: Any, user: Any = None, *, log_action: bool = True) -> Revision:
    """Save a record that somebody changed elsewhere than in its form, as a version of its own.

    The portal settings become a draft. Whoever has an action of its own for the history logs it. Raises
    ValidationError for what the record does not accept.
    """
    keep_version(record)
    if isinstance(record, DraftStateMixin):
        return record.save_revision(user=user, log_action=log_action)
    record.full_clean()
    record.save()
    return record.save_revision(user=user, clean=False, log_action=log_action)


def with_languages_of(record: Any, content: dict[str, Any], languages: Collection[str]) -> Any:
    """Return a record with the texts in ``languages`` from the stored form of a version, all else as it is."""
    return record.with_content_json(merged(type(record), content, version_of(record), languages, facts=False))


def _differ(model: Any, one: dict[str, Any], other: dict[str, Any]) -> bool:
    moments = {field.name for field in model._meta.concrete_fields if getattr(field, "auto_now", False)}
    one, other = ({key: value for key, value in each.items() if key not in moments} for each in (one, other))
    return bool(languages_that_differ(model, one, other)) or facts_differ(model, one, other)


@transaction.atomic
def publish_languages_of(stored: Any, drafted: Revision, languages: Collection[str], user: Any) -> None:
    """Publish the texts in ``languages`` of a record's draft; the rest of the draft waits as it is."""
    stored = type(stored)._default_manager.get(pk=stored.pk)
    public = with_languages_of(stored, drafted.content, languages)
    if not _differ(type(stored), version_of(public), drafted.content):
        drafted.publish(user=user, skip_permission_checks=True)
        return
    with intending(Intent(user=user, assembled=True)):
        public.save_revision(user=user, clean=False).publish(user=user, skip_permission_checks=True)
        waiting = type(stored)._default_manager.get(pk=stored.pk).with_content_json(drafted.content)
        waiting.save_revision(user=user, clean=False)
