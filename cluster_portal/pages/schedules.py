"""What is to be published or taken off the site later, one language at a time."""

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation

from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.merging import Content, difference, merged, patched, version_of
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.languages.rights import may_write_facts
from cluster_portal.pages.closed import is_hidden
from cluster_portal.pages.history import CANCELLED, SCHEDULED, record
from cluster_portal.pages.holding import stop, tell
from cluster_portal.pages.permissions import publishable_languages
from cluster_portal.pages.publishing import (
    Choice,
    DraftChangedError,
    locked,
    publish,
    unpublish_languages,
    version_key,
)

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage

logger = logging.getLogger(__name__)


Action = LanguageSchedule.Action
Reason = LanguageSchedule.Reason
Status = LanguageSchedule.Status

# A fault of the moment, such as a database that does not answer, is given this many tries, minutes apart.
TRIES = 3
PAUSE = timedelta(minutes=5)

# What a schedule of a page that was not public holds: the whole draft.
_WHOLE = "whole"


@transaction.atomic
def schedule_language(
    page: "PortalPage",
    language: str,
    moment: datetime,
    *,
    action: str = Action.PUBLISH,
    facts: bool = False,
    shown: str = "",
    user: "User | None" = None,
) -> LanguageSchedule:
    """Publish one language, or take it off the site, at ``moment`` (aware).

    What is written after this call does not slip in, and what is published meanwhile is not undone. A schedule of the
    same language and action is replaced. Raises DraftChangedError when ``shown`` is given and is no longer the
    ``version_key`` of the draft.
    """
    page = locked(page)
    if shown and shown != version_key(page):
        raise DraftChangedError
    changes: Content = {}
    if action == Action.PUBLISH:
        draft = version_of(page.get_latest_revision_as_object())
        changes = (
            difference(type(page), draft, version_of(page), [language], facts=facts)
            if page.live
            else {_WHOLE: draft}
        )
    values: dict[str, Any] = {
        "moment": moment,
        "includes_facts": facts,
        "changes": changes,
        "created_by": user,
        "status": Status.WAITING,
        "reason": "",
        "problems": {},
        "tries": 0,
    }
    schedule, _made = LanguageSchedule.objects.update_or_create(
        page=page, language=language, action=action, defaults=values
    )
    _record(schedule, SCHEDULED, user)
    return schedule


@transaction.atomic
def cancel(schedule: LanguageSchedule, user: "User") -> None:
    """Forget a schedule before it is carried out; the page's history keeps it."""
    _record(schedule, CANCELLED, user)
    schedule.delete()


def _record(schedule: LanguageSchedule, what: str, user: "User | None") -> None:
    record(
        schedule.page,
        what,
        user,
        languages=[schedule.language],
        moment=schedule.moment.isoformat(),
        what=str(schedule.action),
    )


def start_again(schedule: LanguageSchedule, user: "User") -> None:
    """Let a schedule that was held or has failed wait for its moment again, in the name of ``user``.

    Where the moment has passed, it is carried out within a minute.
    """
    schedule.status, schedule.reason, schedule.problems, schedule.tries = Status.WAITING, "", {}, 0
    schedule.created_by = user
    schedule.save(update_fields=["status", "reason", "problems", "tries", "created_by"])


def scheduled_rows(schedule: LanguageSchedule, accessor: str) -> list[Content]:
    """Return the rows of one relation that a schedule will write, to be changed in place."""
    changes = schedule.changes
    if _WHOLE in changes:
        rows: list[Content] = changes[_WHOLE].get(accessor, [])
        return rows
    change = changes.get("rows", {}).get(accessor, {})
    return [*change.get("added", []), *change.get("changed", {}).values()]


def run_schedules(moment: datetime | None = None) -> int:
    """Carry out the schedules whose moment has come; return how many were.

    Each asks again for the right of its author, for locks, and whether the pages above are public. One that may not
    be carried out is held, one that cannot be has failed; its author, or those who may publish the page, get a mail,
    and nothing keeps the others from being carried out.
    """
    now = moment or timezone.now()
    done = 0
    stopped = []
    for schedule in LanguageSchedule.objects.due_at(now).select_related("page", "created_by"):
        try:
            with transaction.atomic():
                done += _carry_out(schedule, now)
        except ValidationError as error:
            stop(schedule, Status.FAILED, problems=_by_language(error))
        except Exception as error:
            logger.exception("Schedule %s of page %s failed.", schedule.pk, schedule.page_id)
            _try_later(schedule, now, error)
        if schedule.status != Status.WAITING:
            stopped.append(schedule)
    tell(stopped)
    return done


def _carry_out(schedule: LanguageSchedule, now: datetime) -> bool:
    page = locked(schedule.page)
    # While the others were carried out it may have been cancelled, moved, or done by another worker.
    still_due = (
        LanguageSchedule.objects.due_at(now).select_related("created_by").filter(pk=schedule.pk).first()
    )
    if still_due is None:
        return False
    schedule.page, schedule.created_by = page, still_due.created_by
    schedule.changes, schedule.includes_facts = still_due.changes, still_due.includes_facts
    if schedule.action == Action.UNPUBLISH and not page.is_live_in(schedule.language):
        # Somebody has taken it off already.
        schedule.delete()
        return False
    reason = _hindrance(schedule, page)
    if reason:
        stop(schedule, Status.HELD, reason=reason)
        return False
    if schedule.action == Action.UNPUBLISH:
        _take_off(schedule, page)
    else:
        version, facts = _version(schedule, page)
        choice = Choice((schedule.language,), facts=facts, version=version)
        publish(page, choice, user=schedule.created_by)
    schedule.delete()
    return True


def _by_language(error: ValidationError) -> dict[str, str]:
    """Return the words of an error in each language."""
    found = {}
    for code in content_languages():
        with translation.override(code):
            found[code] = " ".join(error.messages)
    return found


def _take_off(schedule: LanguageSchedule, page: "PortalPage") -> None:
    """Take a language off the site; what waits was planned together with it, and goes on waiting."""
    public = version_of(page)
    others = page.language_schedules.filter(status=Status.WAITING).exclude(pk=schedule.pk)
    waiting = list(others)
    # Nobody is told of what is held for this moment only.
    others.update(status=Status.HELD)
    unpublish_languages(page, [schedule.language], user=schedule.created_by)
    is_live = page.base_page_model.objects.filter(pk=page.pk, live=True).exists()
    for other in waiting:
        if not is_live and other.action == Action.PUBLISH and _WHOLE not in other.changes:
            # With the last language the page is off the site: there is nothing left to be changed.
            other.changes = {_WHOLE: patched(type(page), public, other.changes)}
        other.status, other.reason = Status.WAITING, ""
        other.save(update_fields=["changes", "status", "reason"])


def _version(schedule: LanguageSchedule, page: "PortalPage") -> tuple[Content, bool]:
    """Return what is published from, and whether facts are."""
    changes = schedule.changes
    if _WHOLE not in changes:
        return patched(type(page), version_of(page), changes), schedule.includes_facts
    if not page.live:
        return changes[_WHOLE], True
    # It was published by another way meanwhile, with its facts.
    return merged(type(page), changes[_WHOLE], version_of(page), [schedule.language], facts=False), False


def _hindrance(schedule: LanguageSchedule, page: "PortalPage") -> str:
    """Return why a schedule may not be carried out now, empty when it may."""
    author = schedule.created_by
    if author is None or not author.is_active:
        return Reason.AUTHOR
    if schedule.language not in publishable_languages(author, page):
        return Reason.RIGHT
    if schedule.includes_facts and not may_write_facts(author):
        return Reason.RIGHT
    lock = page.get_lock()
    if lock is not None and lock.for_user(author):
        return Reason.LOCKED
    if schedule.action == Action.PUBLISH:
        if is_hidden(page.parent_path):
            return Reason.PARENT
        if not page.live and _WHOLE not in schedule.changes:
            return Reason.WITHDRAWN
    return ""


def _try_later(schedule: LanguageSchedule, now: datetime, error: Exception) -> None:
    tries = schedule.tries + 1
    if tries >= TRIES:
        stop(schedule, Status.FAILED, problems={settings.LANGUAGE_CODE: f"{type(error).__name__}: {error}"})
        return
    LanguageSchedule.objects.filter(pk=schedule.pk).update(tries=tries, moment=now + PAUSE)
