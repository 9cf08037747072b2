"""What is to be published or taken off the site later, one language at a time."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import page_permission_policy

from cluster_portal.languages.codes import own_name
from cluster_portal.languages.merging import Content, difference, merged, patched, version_of
from cluster_portal.languages.models import LanguageSchedule
from cluster_portal.languages.rights import may_write_facts
from cluster_portal.letters import Letter, declare_letter, send_letter
from cluster_portal.pages.history import SCHEDULED, record
from cluster_portal.pages.permissions import publishable_languages
from cluster_portal.pages.publishing import Choice, locked, publish, unpublish_languages

if TYPE_CHECKING:
    from cluster_portal.accounts.models import User
    from cluster_portal.pages.models import PortalPage

logger = logging.getLogger(__name__)

declare_letter(Letter("schedule_stopped", _("A schedule that was not carried out")))

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
    user: "User | None" = None,
) -> LanguageSchedule:
    """Publish one language, or take it off the site, at ``moment`` (aware).

    What is written after this call does not slip in, and what is published meanwhile is not undone. A schedule of the
    same language and action is replaced.
    """
    page = locked(page)
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
        "problem": "",
        "tries": 0,
    }
    schedule, _made = LanguageSchedule.objects.update_or_create(
        page=page, language=language, action=action, defaults=values
    )
    record(page, SCHEDULED, user, languages=[language], moment=moment.isoformat(), what=str(action))
    return schedule


def start_again(schedule: LanguageSchedule, user: "User") -> None:
    """Let a schedule that was held or has failed wait for its moment again, in the name of ``user``.

    Where the moment has passed, it is carried out within a minute.
    """
    schedule.status, schedule.reason, schedule.problem, schedule.tries = Status.WAITING, "", "", 0
    schedule.created_by = user
    schedule.save(update_fields=["status", "reason", "problem", "tries", "created_by"])


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
    for schedule in LanguageSchedule.objects.due_at(now).select_related("page", "created_by"):
        try:
            with transaction.atomic():
                done += _carry_out(schedule)
        except ValidationError as error:
            _stop(schedule, Status.FAILED, problem=" ".join(error.messages))
        except Exception as error:
            logger.exception("Schedule %s of page %s failed.", schedule.pk, schedule.page_id)
            _try_later(schedule, now, error)
    return done


def _carry_out(schedule: LanguageSchedule) -> bool:
    page = locked(schedule.page)
    reason = _hindrance(schedule, page)
    if reason:
        _stop(schedule, Status.HELD, reason=reason)
        return False
    if schedule.action == Action.UNPUBLISH:
        waiting = list(page.language_schedules.filter(status=Status.WAITING).values_list("pk", flat=True))
        unpublish_languages(page, [schedule.language], user=schedule.created_by)
        # Taking a language off now and publishing it again later were planned together.
        page.language_schedules.filter(pk__in=waiting).update(status=Status.WAITING, reason="")
    else:
        version, facts = _version(schedule, page)
        choice = Choice((schedule.language,), facts=facts, version=version)
        publish(page, choice, user=schedule.created_by)
    schedule.delete()
    return True


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
        if any(not above.live and not above.sites_rooted_here.exists() for above in page.ancestors):
            return Reason.PARENT
        if not page.live and _WHOLE not in schedule.changes:
            return Reason.WITHDRAWN
    return ""


def _try_later(schedule: LanguageSchedule, now: datetime, error: Exception) -> None:
    tries = schedule.tries + 1
    if tries >= TRIES:
        _stop(schedule, Status.FAILED, problem=f"{type(error).__name__}: {error}")
        return
    LanguageSchedule.objects.filter(pk=schedule.pk).update(tries=tries, moment=now + PAUSE)


@transaction.atomic
def _stop(schedule: LanguageSchedule, status: str, *, reason: str = "", problem: str = "") -> None:
    LanguageSchedule.objects.filter(pk=schedule.pk).update(status=status, reason=reason, problem=problem)
    schedule.status, schedule.reason, schedule.problem = status, reason, problem
    for person in _whom_to_tell(schedule):
        with translation.override(person.language or settings.LANGUAGE_CODE):
            words = str(schedule.get_reason_display())
        send_letter(
            "schedule_stopped",
            to=person.email,
            language=person.language,
            context={
                "name": person.get_short_name(),
                "title": schedule.page.get_admin_display_title(),
                "language": own_name(schedule.language),
                "takes_off": schedule.action == Action.UNPUBLISH,
                "reason": words,
                "problem": problem,
                "address": settings.SITE_URL + reverse("staff_schedule_page", args=[schedule.page_id]),
            },
        )


def _whom_to_tell(schedule: LanguageSchedule) -> "Iterable[User]":
    """Return the author of a schedule, or those who may publish the page when the author cannot act any more."""
    author = schedule.created_by
    if author is not None and author.is_active and schedule.reason != Reason.RIGHT:
        return [author]
    people: Iterable[User] = page_permission_policy.users_with_permission_for_instance(
        "publish", schedule.page
    )
    return people
